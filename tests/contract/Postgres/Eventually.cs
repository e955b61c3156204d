using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Postgres;

/// <summary>For what another process does and nobody announces: looked at until it is so.</summary>
internal static class Eventually
{
    public static async Task Holds(Func<Task<bool>> condition)
    {
        using var tooLate = new CancellationTokenSource(Patience.Max);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition()) await again.WaitForNextTickAsync(tooLate.Token);
    }
}
