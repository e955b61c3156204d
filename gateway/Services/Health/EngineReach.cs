namespace RealtimeGov.Gateway.Health;

/// <summary>Whether anybody is there to run the grains: a gateway without silos takes no reports.</summary>
/// <param name="IsReached">Answers within two seconds; what it throws counts as no.</param>
public sealed record EngineReach(Func<CancellationToken, Task<bool>> IsReached)
{
    /// <summary>Of an engine in this process.</summary>
    public static EngineReach Always { get; } = new(_ => Task.FromResult(true));
}
