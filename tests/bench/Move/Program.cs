using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Bench.Move;
using RealtimeGov.Bench.Support;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Bench.Support.Transport;
using RealtimeGov.Bench.Support.Servers;
using RealtimeGov.Bench.Support.Towns;

// ./bench move: --host PATH --town FILE --work FOLDER [--quick] [--silos N] [--reports-per-second N] [--moves-per-second N]
// With --cluster --connection STRING its silos are processes on that PostgreSQL, and a gateway apart.
return await BenchMain.Run(async () =>
{
    var arguments = new Arguments(args);
    var seconds = arguments.Has("--quick") ? 8 : 30;
    var perSecond = arguments.Number("--reports-per-second", 1_000);
    var movesPerSecond = arguments.Number("--moves-per-second", 20);
    const int warmSeconds = 4;
    var town = BenchTown.Read(arguments.Text("--town"));
    var work = Directory.CreateDirectory(arguments.Text("--work")).FullName;
    var silos = arguments.Number("--silos", 3);
    await using var cluster = arguments.Has("--cluster") ? await BenchCluster.Start(arguments.Text("--host"), arguments.Text("--connection"), silos) : null;
    await using var server = await BenchServer.Start(
        arguments.Text("--host"),
        ["--open", "--port", "0", "--grpc-port", "0", "--regions", town.File, "--data", Path.Combine(work, "move"), .. cluster?.GatewayOptions ?? ["--silos", $"{silos}"]]);
    using var api = new GatewayApi(server.Http);
    await api.Ready();
    await api.RegisterCategories();
    var engine = (await api.About()).GetProperty("engine").GetString()!;

    var maker = new ReportMaker(town.Grids, Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), seed: 1);
    var movements = new Movements(api, town.Grids, await api.Silos());
    long accepted = 0;
    var load = new SteadyTown(() => server.Grpc!, perSecond, (receipt, sent, now) =>
    {
        Interlocked.Increment(ref accepted);
        movements.Settled(receipt.GridCode, sent, now);
    });
    var reports = maker.Many(perSecond * (warmSeconds + seconds));
    var running = load.Run(reports);
    await Task.Delay(TimeSpan.FromSeconds(warmSeconds));
    var began = Stopwatch.GetTimestamp();
    await movements.Run(movesPerSecond, seconds);
    var moved = movements.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    await running;

    var (total, today) = (await api.Total(town.Root), await api.Today(town.Root, accepted));
    var (lost, doubled) = (Math.Max(0, accepted - Math.Min(total, today)), Math.Max(0, Math.Max(total, today) - accepted));
    Console.WriteLine(FormattableString.Invariant(
        $"  {movements.Count} moves, {movements.Pauses.Count} reports to moving grids   accepted {accepted} total {total} today {today}   retries {load.Retries} breaks {load.Breaks}"));
    Console.WriteLine(Figures.Line("move",
        ("engine", engine),
        ("reports_per_s", Figures.Whole(perSecond)),
        ("grids_per_s", Figures.Whole(moved)),
        ("p50_ms", Figures.Fixed2(movements.Pauses.QuantileMs(0.5))),
        ("p99_ms", Figures.Fixed2(movements.Pauses.QuantileMs(0.99))),
        ("max_ms", Figures.Fixed2(movements.Pauses.MaxMs)),
        ("lost", Figures.Whole(lost)),
        ("doubled", Figures.Whole(doubled))));
    return lost + doubled == 0 && accepted == reports.Count ? 0 : 1;
});
