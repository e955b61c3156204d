using RealtimeGov.Bench.Support.Measurement;

namespace RealtimeGov.Bench.Live;

/// <summary>Latencies from receipt to screen, of every report on every screen that shows it.</summary>
internal sealed class Sightings
{
    private readonly Lock gate = new();
    private readonly Latencies latencies = new();
    private long from = long.MaxValue;

    /// <summary>Reports whose receipt came before this are not measured.</summary>
    public void Begin(long timestamp) => Volatile.Write(ref from, timestamp);

    /// <summary>A screen's count of one child rose from <paramref name="before"/> to <paramref name="after"/>.</summary>
    public void Saw(Arrivals accepted, long before, long after, long now)
    {
        var began = Volatile.Read(ref from);
        if (began == long.MaxValue || after <= before) return;
        lock (gate)
        {
            for (var n = before + 1; n <= after; n++)
                if (accepted.MsSince(n, now, began) is { } ms) latencies.Add(ms);
        }
    }

    public (double P50Ms, double P99Ms, double MaxMs, long Count) Read()
    {
        lock (gate) return (latencies.QuantileMs(0.5), latencies.QuantileMs(0.99), latencies.MaxMs, latencies.Count);
    }
}
