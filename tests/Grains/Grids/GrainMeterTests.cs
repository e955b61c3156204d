using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using RealtimeGov.Grains.Grids;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Grains.Tests.Grids;

/// <summary>The meter is the process's: nobody else reports meanwhile.</summary>
[CollectionDefinition(nameof(GrainMeterTests), DisableParallelization = true)]
[Collection(nameof(GrainMeterTests))]
public sealed class GrainMeterTests
{
    [Fact]
    public async Task Every_receipt_is_counted_by_its_outcome_a_full_grids_refusals_too()
    {
        await using var town = await TestTown.Start();
        var counted = new ConcurrentDictionary<string, int>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Meter.Name: GrainMeter.Name, Name: "realtimegov.reports" }) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, count, tags, _) => counted.AddOrUpdate((string)tags[0].Value!, count, (_, before) => before + count));
        listener.Start();
        var grid = town.Grains.Grid("G1");
        var commit = town.Faults.Pause("grid/G1", 1);
        var held = grid.Send([.. Enumerable.Range(0, GridGrain.HeldMax).Select(_ => Reports.New())]);
        await commit.Reached;
        await grid.SendOne(Reports.New()).WaitAsync(Patience.Max);
        commit.LetGo();
        await held;
        Assert.Equal([("OPENED", GridGrain.HeldMax), ("RETRY", 1)], counted.Select(entry => (entry.Key, entry.Value)).Order());
    }
}
