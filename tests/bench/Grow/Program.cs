using System.Diagnostics;
using RealtimeGov.Bench.Grow;
using RealtimeGov.Bench.Grow.Loop;
using RealtimeGov.Bench.Support;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Bench.Support.Towns;

// ./bench grow: --host PATH --town FILE --work FOLDER [--quick]; ./bench loop: the same with --loop, and --postgres CONNECTION
return await BenchMain.Run(async () =>
{
    var arguments = new Arguments(args);
    if (arguments.Has("--loop")) return await LoopBench.Run(arguments);
    var plan = arguments.Has("--quick") ? GrowPlan.Quick : new GrowPlan();
    var town = BenchTown.Read(arguments.Text("--town"));
    var data = Path.Combine(Directory.CreateDirectory(arguments.Text("--work")).FullName, "grow");
    var waking = new Waking(plan, town, arguments.Text("--host"), data);
    await waking.Found();

    var began = Stopwatch.GetTimestamp();
    var year = await new YearBuilder(plan, town, TimeProvider.System).Build(data);
    var megabytes = new FileInfo(Path.Combine(data, "journal.db")).Length / 1e6;
    Console.WriteLine(FormattableString.Invariant(
        $"  built {year.Reports} reports and {year.Issues} issues in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s, {megabytes:F0} MB"));

    for (var start = 1; start <= plan.Starts; start++)
    {
        var total = await waking.Once();
        var expected = year.Reports + waking.Outcomes.Accepted;
        Console.WriteLine(FormattableString.Invariant(
            $"  start {start}  ready in {waking.StartSeconds[^1]:F2} s, {waking.ResidentMb[^1]:F0} MB with {town.Grids.Count} grids awake, total={total} expected={expected}"));
        if (total != expected) throw new InvalidOperationException($"the journal holds {total} valid reports instead of {expected}");
    }

    var activations = waking.Activations;
    Console.WriteLine(FormattableString.Invariant(
        $"  {activations.Count} activations: p50 {activations.QuantileMs(0.5):F1} ms, p99 {activations.QuantileMs(0.99):F1} ms, max {activations.MaxMs:F1} ms"));
    Console.WriteLine(Figures.Line("grow",
        ("live_issues", Figures.Whole(year.Issues)),
        ("rss_mb", Figures.Whole(Figures.Median(waking.ResidentMb))),
        ("start_s", Figures.Fixed2(Figures.Median(waking.StartSeconds))),
        ("activation_p99_ms", Figures.Fixed2(activations.QuantileMs(0.99))),
        ("journal_rows", Figures.Whole(year.JournalRows))));
    return 0;
});
