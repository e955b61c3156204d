using System.Diagnostics.Metrics;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains;

/// <summary>What is measured of the grains. docs/metrics.md lists it.</summary>
public static class GrainMeter
{
    public const string Name = "RealtimeGov.Grains";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<int> Reports = Meter.CreateCounter<int>(
        "realtimegov.reports", "{report}", "Receipts that grids gave, by outcome: OPENED, JOINED, RECORDED, DUPLICATE, INVALID, RETRY");

    private static readonly Counter<int> Moves = Meter.CreateCounter<int>(
        "realtimegov.grain.moves", "{grain}", "Grains that left for another silo");

    private static readonly UpDownCounter<int> Awake = Meter.CreateUpDownCounter<int>(
        "realtimegov.grains.awake", "{grain}", "Grains in memory");

    internal static void Woke() => Awake.Add(1);

    internal static void Slept() => Awake.Add(-1);

    internal static void Moved() => Moves.Add(1);

    /// <summary>One measurement for each outcome that occurs: a batch is mostly of one.</summary>
    internal static void Answered(IReadOnlyList<ReportReceipt> receipts)
    {
        if (!Reports.Enabled) return;
        foreach (var outcome in receipts.CountBy(receipt => receipt.Outcome))
            Reports.Add(outcome.Value, new KeyValuePair<string, object?>("outcome", outcome.Key.ToString().ToUpperInvariant()));
    }
}
