using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Bench.Ingest;
using RealtimeGov.Bench.Ingest.Stores;
using RealtimeGov.Bench.Support;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Bench.Support.Towns;

// ./bench ingest: --store sqlite|postgres --host PATH --baseline PATH --town FILE --work FOLDER [--quick]
// [--postgres CONNECTION --postmaster PID]
return await BenchMain.Run(async () =>
{
    var arguments = new Arguments(args);
    var plan = arguments.Has("--quick") ? IngestPlan.Quick : new IngestPlan();
    plan = plan with { Rounds = arguments.Number("--rounds", plan.Rounds) };
    var work = Directory.CreateDirectory(arguments.Text("--work")).FullName;
    IStoreUnderTest store = arguments.Text("--store") switch
    {
        "sqlite" => new SqliteUnderTest(work),
        "postgres" => new PostgresUnderTest(arguments.Text("--postgres"), arguments.Number("--postmaster", 0), work),
        var other => throw new ArgumentException($"--store {other}: sqlite or postgres"),
    };
    var town = BenchTown.Read(arguments.Text("--town"));
    var maker = new ReportMaker(town.Grids, Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), seed: 1);
    var round = new Round(plan, store, town, maker, arguments.Text("--host"), arguments.Text("--baseline"), Console.WriteLine);

    var rounds = new List<RoundResult>();
    for (var number = 1; number <= plan.Rounds; number++) rounds.Add(await round.Run(number));

    double Middle(Func<RoundResult, double> figure) => Figures.Median(rounds.Select(figure));
    var raw = Middle(r => r.Raw.PerSecond);
    var plain = Middle(r => r.Plain.PerSecond);
    var single = Middle(r => r.Single.PerSecond);
    var batch32 = Middle(r => r.Batch32.PerSecond);
    Console.WriteLine(Figures.Line("ingest",
        ("store", store.Name),
        ("engine", rounds[0].Engine),
        ("raw_per_s", Figures.Whole(raw)),
        ("baseline_per_s", Figures.Whole(plain)),
        ("single_per_s", Figures.Whole(single)),
        ("batch32_per_s", Figures.Whole(batch32)),
        ("batch256_per_s", Figures.Whole(Middle(r => r.Batch256.PerSecond))),
        ("single_over_baseline", Figures.Fixed2(single / plain)),
        ("batch32_over_raw", Figures.Fixed2(batch32 / raw)),
        ("ack_p50_ms", Figures.Fixed2(Middle(r => r.AckP50Ms))),
        ("ack_p99_ms", Figures.Fixed2(Middle(r => r.AckP99Ms)))));
    return 0;
});
