using System.Diagnostics;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Bench.Support.Servers;

namespace RealtimeGov.Bench.Move;

/// <summary>
/// Moves one grid after another to the next silo, and keeps when. A report is a moving grid's when it waited for its receipt
/// at some moment within a second of the move.
/// </summary>
internal sealed class Movements(GatewayApi api, IReadOnlyList<string> grids, IReadOnlyList<string> silos)
{
    private static readonly long Second = Stopwatch.Frequency;

    private readonly Dictionary<string, long> asked = grids.ToDictionary(grid => grid, _ => long.MinValue);
    private readonly Latencies pauses = new();

    public int Count { get; private set; }

    public Latencies Pauses => pauses;

    public void Settled(string grid, long sent, long now)
    {
        lock (asked)
            if (asked[grid] is var at && at > long.MinValue && now >= at && sent <= at + Second)
                pauses.Add((now - sent) * 1000.0 / Second);
    }

    public async Task Run(int perSecond, int seconds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        var moving = new List<Task>();
        while (Count < perSecond * seconds && await timer.WaitForNextTickAsync())
        {
            var grid = grids[Count % grids.Count];
            var silo = silos[(Count / grids.Count + Count) % silos.Count];
            lock (asked) asked[grid] = Stopwatch.GetTimestamp();
            moving.Add(api.Move(grid, silo));
            Count++;
        }
        await Task.WhenAll(moving);
    }
}
