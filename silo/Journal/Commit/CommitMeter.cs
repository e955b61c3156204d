using System.Diagnostics.Metrics;

namespace RealtimeGov.Journal.Commit;

/// <summary>What is measured of the committer. docs/metrics.md lists it.</summary>
public static class CommitMeter
{
    public const string Name = "RealtimeGov.Journal";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "realtimegov.commit.duration", "s", "From taking a batch of appends to the fate of each, the store's retries included");

    private static readonly Histogram<int> Appends = Meter.CreateHistogram<int>(
        "realtimegov.commit.appends", "{append}", "Appends that one transaction took together");

    /// <summary>A cycle has ended.</summary>
    internal static void Committed(int appends, TimeSpan duration)
    {
        Duration.Record(duration.TotalSeconds);
        Appends.Record(appends);
    }
}
