using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Bench.Live;
using RealtimeGov.Bench.Support;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Bench.Support.Servers;
using RealtimeGov.Bench.Support.Towns;

// ./bench live: --host PATH --town FILE --work FOLDER [--quick] [--screens N] [--reports-per-second N]
return await BenchMain.Run(async () =>
{
    var arguments = new Arguments(args);
    var plan = arguments.Has("--quick") ? LivePlan.Quick : new LivePlan();
    plan = plan with
    {
        Screens = arguments.Number("--screens", plan.Screens),
        ReportsPerSecond = arguments.Number("--reports-per-second", plan.ReportsPerSecond),
    };
    var town = BenchTown.Read(arguments.Text("--town"));
    var work = Directory.CreateDirectory(arguments.Text("--work")).FullName;
    await using var server = await BenchServer.Start(
        arguments.Text("--host"), "--open", "--port", "0", "--grpc-port", "0", "--regions", town.File, "--data", Path.Combine(work, "live"));
    using var api = new GatewayApi(server.Http);
    await api.Ready();
    await api.RegisterCategories();
    var engine = (await api.About()).GetProperty("engine").GetString()!;

    var maker = new ReportMaker(town.Grids, Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), seed: 1);
    var load = new SteadyLoad(town, maker, plan.ReportsPerSecond, plan.WarmSeconds + plan.Seconds);
    var sightings = new Sightings();
    var wall = new Wall(town, load, sightings, plan);
    await wall.Open(new Uri($"ws://{server.Http.Authority}/live"));
    Console.WriteLine($"  {plan.Screens} screens on {plan.Villages + 1} regions, {plan.ReportsPerSecond} reports/s for {plan.WarmSeconds} + {plan.Seconds} s");

    long measuredFrom = 0, acceptedBefore = 0, framesBefore = 0;
    Usage client = default, used = default;
    await load.Run(server.Grpc!, elapsed =>
    {
        if (measuredFrom > 0 || elapsed < plan.WarmSeconds) return;
        measuredFrom = Stopwatch.GetTimestamp();
        (acceptedBefore, framesBefore, client, used) = (load.Outcomes.Accepted, wall.Frames, ProcessMeter.Self, server.Used);
        sightings.Begin(measuredFrom);
    });
    var seconds = Stopwatch.GetElapsedTime(measuredFrom).TotalSeconds;
    var (frames, reports) = (wall.Frames - framesBefore, load.Outcomes.Accepted - acceptedBefore);
    var (clientCores, serverCores) = ((ProcessMeter.Self - client).CpuSeconds / seconds, (server.Used - used).CpuSeconds / seconds);
    var wrong = await wall.Settle();
    var (p50, p99, max, count) = sightings.Read();
    await wall.DisposeAsync();

    Console.WriteLine(FormattableString.Invariant(
        $"  {count} sightings, max {max:F0} ms   cores: client {clientCores:F2} server {serverCores:F2}   cpu us/report: server {serverCores * seconds * 1e6 / reports:F0}   retries {load.Outcomes.Retries}"));
    Console.WriteLine(Figures.Line("live",
        ("engine", engine),
        ("screens", Figures.Whole(plan.Screens)),
        ("reports_per_s", Figures.Whole(reports / seconds)),
        ("p50_ms", Figures.Fixed2(p50)),
        ("p99_ms", Figures.Fixed2(p99)),
        ("deliveries_per_s", Figures.Whole(frames / seconds)),
        ("wrong", Figures.Whole(wrong))));
    return wrong == 0 && load.Outcomes.Others == 0 ? 0 : 1;
});
