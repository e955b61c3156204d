using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Bench.Support;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Bench.Support.Transport;
using RealtimeGov.Bench.Support.Servers;
using RealtimeGov.Bench.Support.Towns;

// ./bench failover: --host PATH --town FILE --work FOLDER [--quick] [--reports-per-second N]
// The process is killed with -9 under load and started again at once, as a supervisor would. With --cluster --connection
// STRING it is one silo of a cluster after another, processes on that PostgreSQL; the gateway lives on.
return await BenchMain.Run(async () =>
{
    var arguments = new Arguments(args);
    var kills = arguments.Has("--quick") ? 1 : 3;
    var perSecond = arguments.Number("--reports-per-second", 1_000);
    const int secondsBetween = 8;
    var town = BenchTown.Read(arguments.Text("--town"));
    var work = Directory.CreateDirectory(arguments.Text("--work")).FullName;
    var silos = arguments.Number("--silos", 3);
    await using var cluster = arguments.Has("--cluster") ? await BenchCluster.Start(arguments.Text("--host"), arguments.Text("--connection"), silos) : null;
    string[] options = ["--open", "--port", "0", "--grpc-port", "0", "--data", Path.Combine(work, "failover"), .. cluster?.GatewayOptions ?? ["--silos", $"{silos}"]];
    var server = await BenchServer.Start(arguments.Text("--host"), [.. options, "--regions", town.File]);
    string engine;
    using (var api = new GatewayApi(server.Http))
    {
        await api.Ready();
        await api.RegisterCategories();
        engine = (await api.About()).GetProperty("engine").GetString()!;
    }

    var address = server.Grpc!;
    long accepted = 0, killedAt = long.MaxValue;
    var waiting = new HashSet<string>();
    TaskCompletionSource? back = null;
    var load = new SteadyTown(() => Volatile.Read(ref address), perSecond, (receipt, sent, now) =>
    {
        lock (waiting)
        {
            accepted++;
            if (now > killedAt && waiting.Remove(receipt.GridCode) && waiting.Count == 0) back!.TrySetResult();
        }
    });
    var maker = new ReportMaker(town.Grids, Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), seed: 1);
    var reports = maker.Many(perSecond * secondsBetween * (kills + 1));
    var running = load.Run(reports);
    var outages = new List<double>();
    for (var kill = 0; kill < kills; kill++)
    {
        await Task.Delay(TimeSpan.FromSeconds(secondsBetween / 2));
        await (cluster?.Kill(kill % silos) ?? server.Kill());
        lock (waiting)
        {
            back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.UnionWith(town.Grids);
            killedAt = Stopwatch.GetTimestamp();
        }
        if (cluster is not null)
        {
            await cluster.Start(kill % silos);
        }
        else
        {
            await server.DisposeAsync();
            server = await BenchServer.Start(arguments.Text("--host"), options);
            Volatile.Write(ref address, server.Grpc!);
        }
        await back.Task;
        outages.Add(Stopwatch.GetElapsedTime(killedAt).TotalSeconds);
        Console.WriteLine(FormattableString.Invariant($"  kill {kill + 1}: every grid acknowledges after {outages[^1]:F2} s"));
    }
    await running;

    using var after = new GatewayApi(server.Http);
    var (total, today) = (await after.Total(town.Root), await after.Today(town.Root, accepted));
    var (lost, doubled) = (Math.Max(0, accepted - Math.Min(total, today)), Math.Max(0, Math.Max(total, today) - accepted));
    Console.WriteLine(FormattableString.Invariant($"  accepted {accepted} total {total} today {today}   retries {load.Retries} breaks {load.Breaks}"));
    Console.WriteLine(Figures.Line("failover",
        ("engine", engine),
        ("ready_s", Figures.Fixed2(outages.Max())),
        ("lost", Figures.Whole(lost)),
        ("doubled", Figures.Whole(doubled))));
    await server.DisposeAsync();
    return lost + doubled == 0 && accepted == reports.Count ? 0 : 1;
});
