using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using RealtimeGov.Grains;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Telemetry;

public sealed class MetricsPageTests
{
    [Fact]
    public void The_page_lists_every_instrument_of_ours_in_the_words_of_the_code()
    {
        var lines = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("RealtimeGov.", StringComparison.Ordinal))
                    lines.Add($"| {instrument.Meter.Name} | `{instrument.Name}` | {instrument.Unit} | {instrument.Description} |");
            },
        };
        foreach (var meter in new[] { typeof(CommitMeter), typeof(GrainMeter), typeof(GatewayMeter) }) RuntimeHelpers.RunClassConstructor(meter.TypeHandle);
        listener.Start();

        var page = File.ReadAllLines(Repository.File("docs", "metrics.md")).Where(line => line.StartsWith("| RealtimeGov.", StringComparison.Ordinal));

        Assert.Equal(lines.Distinct().Order(StringComparer.Ordinal), page);
    }
}
