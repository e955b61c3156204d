using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Bench.Support.Transport;
using RealtimeGov.Bench.Support.Servers;
using RealtimeGov.Bench.Support.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Grow;

/// <summary>One start of the server on the grown journal: how long until it is ready, how long each grid takes to wake.</summary>
internal sealed class Waking(GrowPlan plan, BenchTown town, string host, string data)
{
    /// <summary>From a report to its acknowledgement by a grid that slept: reading its journal, deciding, committing.</summary>
    public Latencies Activations { get; } = new();

    public List<double> StartSeconds { get; } = [];

    public List<double> ResidentMb { get; } = [];

    public Outcomes Outcomes { get; } = new();

    /// <summary>Makes the town's own stream: its regions and categories.</summary>
    public async Task Found()
    {
        await using var server = await Start();
        using var api = new GatewayApi(server.Http);
        await api.RegisterCategories();
    }

    /// <returns>Valid reports over all days, as the API sums them.</returns>
    public async Task<long> Once()
    {
        var began = Stopwatch.GetTimestamp();
        await using var server = await Start();
        using var api = new GatewayApi(server.Http);
        await api.Ready();
        StartSeconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        await WakeAll(server.Grpc!);
        ResidentMb.Add(ProcessMeter.ResidentMb(server.Pid));
        return await api.Total(town.Root);
    }

    private async Task WakeAll(Uri grpc)
    {
        var maker = new ReportMaker(town.Grids, Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), seed: 7);
        var arrived = new TaskCompletionSource();
        await using var stream = await ReportStream.Open(grpc, windowBatches: 1, ack =>
        {
            Outcomes.Count(ack);
            arrived.SetResult();
        });
        for (var i = 0; i < town.Grids.Count; i++)
        {
            arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var began = Stopwatch.GetTimestamp();
            await stream.Send(new ReportBatch { Reports = { maker.Next(town.Grids[i]) } });
            await arrived.Task;
            if (i >= plan.WarmGrids) Activations.AddSince(began);
        }
        await stream.Finish();
    }

    private Task<BenchServer> Start() =>
        BenchServer.Start(host, "--open", "--port", "0", "--grpc-port", "0", "--regions", town.File, "--data", data);
}
