using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Host;

/// <summary>Each change of the store's state as a line on the console: where, what, and what to do.</summary>
internal sealed partial class StoreTeller : IDisposable
{
    private readonly StoreHealth health;
    private readonly ILogger log;

    private StoreTeller(StoreHealth health, ILogger log) => (this.health, this.log) = (health, log);

    /// <summary>Tells what is so already, and each change until it is disposed.</summary>
    public static StoreTeller Tell(StoreHealth health, ILoggerFactory logs)
    {
        var teller = new StoreTeller(health, logs.CreateLogger<StoreTeller>());
        health.Changed += teller.Say;
        if (health.Current is { IsOk: false } state) teller.Say(state);
        return teller;
    }

    public void Dispose() => health.Changed -= Say;

    private void Say(StoreState state)
    {
        if (state.IsOk) LogOk();
        else LogTrouble(state.Code, state.Message);
    }

    [LoggerMessage(1, LogLevel.Error, "{Code}: {Words}")]
    private partial void LogTrouble(string code, string words);

    [LoggerMessage(2, LogLevel.Warning, "the store is well again")]
    private partial void LogOk();
}
