using RealtimeGov.Grains.Shell;

namespace RealtimeGov.Engines.Local;

/// <summary>One silo: its committer, and what its actors find around them.</summary>
internal sealed class LocalSilo(Silo silo, CancellationTokenSource stopping) : IAsyncDisposable
{
    public string Name => silo.Name;

    public Silo Silo => silo;

    /// <summary>As a crash would end it: what is queued is not written, and nothing more is told.</summary>
    public async Task Abandon()
    {
        await stopping.CancelAsync();
        await silo.Committer.Abandon();
    }

    /// <summary>Lets what was decided become durable, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await silo.Committer.DisposeAsync();
        await stopping.CancelAsync();
    }
}
