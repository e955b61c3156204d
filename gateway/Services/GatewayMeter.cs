using System.Diagnostics.Metrics;

namespace RealtimeGov.Gateway;

/// <summary>What is measured of the gateway. docs/metrics.md lists it.</summary>
public static class GatewayMeter
{
    public const string Name = "RealtimeGov.Gateway";

    private static readonly Meter Meter = new(Name);

    private static readonly UpDownCounter<int> Streams = Meter.CreateUpDownCounter<int>(
        "realtimegov.field.streams", "{stream}", "Devices' streams that are open");

    private static readonly Histogram<double> Acknowledgement = Meter.CreateHistogram<double>(
        "realtimegov.field.acknowledgement.duration", "s", "From reading a batch of reports to its acknowledgement, which is as durable as it says");

    private static readonly UpDownCounter<int> Screens = Meter.CreateUpDownCounter<int>(
        "realtimegov.screens", "{screen}", "Screens that are connected");

    internal static void StreamOpened() => Streams.Add(1);

    internal static void StreamEnded() => Streams.Add(-1);

    internal static void Acknowledged(TimeSpan duration) => Acknowledgement.Record(duration.TotalSeconds);

    internal static void ScreenOpened() => Screens.Add(1);

    internal static void ScreenEnded() => Screens.Add(-1);
}
