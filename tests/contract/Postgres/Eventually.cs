namespace RealtimeGov.Contract.Tests.Postgres;

/// <summary>For what another process does and nobody announces: looked at until it is so.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    public static async Task Holds(Func<Task<bool>> condition)
    {
        using var tooLate = new CancellationTokenSource(Within);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition()) await again.WaitForNextTickAsync(tooLate.Token);
    }
}
