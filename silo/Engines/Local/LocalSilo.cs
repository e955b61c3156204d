using System.Collections.Concurrent;
using RealtimeGov.Actors.Shell;

namespace RealtimeGov.Engines.Local;

/// <summary>One silo: its committer and the actors awake in it.</summary>
internal sealed class LocalSilo : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ActorId, Activation> awake = new();
    private readonly Silo silo;
    private readonly TimeSpan idle;
    private readonly ITimer timer;
    private readonly CancellationTokenSource stopping;

    public LocalSilo(Silo silo, TimeSpan idle, CancellationTokenSource stopping)
    {
        this.stopping = stopping;
        this.silo = silo;
        this.idle = idle;
        timer = silo.Time.CreateTimer(_ => Sweep(), null, IActor.TickPeriod, IActor.TickPeriod);
    }

    /// <summary>Actors in memory.</summary>
    public int Awake => awake.Count;

    public Task<TReply> Ask<TActor, TReply>(ActorId id, Func<TActor, Task<TReply>> request) where TActor : class
    {
        while (true)
        {
            var activation = awake.GetOrAdd(id, static (id, silo) => new Activation(id.Make(silo), silo.Time), silo);
            if (activation.TryAsk(request, out var reply)) return reply;
            awake.TryRemove(new(id, activation)); // it fell asleep: wake it anew
        }
    }

    /// <summary>Lets what was decided become durable, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await silo.Committer.DisposeAsync();
        await stopping.CancelAsync();
    }

    private void Sweep()
    {
        foreach (var (id, activation) in awake) activation.Tick(idle, () => awake.TryRemove(new(id, activation)));
    }
}
