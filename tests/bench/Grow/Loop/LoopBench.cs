using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Bench.Support;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Bench.Support.Servers;
using RealtimeGov.Bench.Support.Towns;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Bench.Grow.Loop;

/// <summary>`./bench loop`: a town's issues on one store, and desks that work on them.</summary>
internal static class LoopBench
{
    public static async Task<int> Run(Arguments arguments)
    {
        var plan = arguments.Has("--quick") ? LoopPlan.Quick : new LoopPlan();
        var town = BenchTown.Read(arguments.Text("--town"));
        var host = arguments.Text("--host");
        var data = Path.Combine(Directory.CreateDirectory(arguments.Text("--work")).FullName, "loop");
        var connection = arguments.Find("--postgres");
        string[] start = connection is null
            ? ["--open", "--port", "0", "--grpc-port", "0", "--regions", town.File, "--data", data]
            : ["--open", "--port", "0", "--grpc-port", "0", "--regions", town.File, "--data", data, "--store", "postgres", "--connection", connection];
        await using (var first = await BenchServer.Start(host, start)) // makes the town's own stream
        {
            using var api = new GatewayApi(first.Http);
            await api.RegisterCategories();
        }
        var began = Stopwatch.GetTimestamp();
        IReadOnlyList<string> open;
        await using (var journal = await Open(connection, data)) open = await new LoopBuilder(plan, town, TimeProvider.System).Build(journal);
        Console.WriteLine(FormattableString.Invariant($"  built {plan.Issues} issues, {open.Count} of them open, in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"));

        await using var server = await BenchServer.Start(host, start);
        using var desk = new LoopDesk(server.Http);
        await desk.Page(plan.Pages, town.Root, town.Villages);
        Report("a page of a queue", desk.Queues);
        await desk.Search(plan.Pages);
        Report("a search", desk.Searches);
        var perSecond = await desk.Take([.. open.Take(plan.Steps)], plan.SideBySide);
        Report("a step", desk.Steps);
        await desk.WaitForCards([.. open.Skip(plan.Steps).Take(plan.Cards)]);
        Report("a card", desk.Cards);
        Console.WriteLine(Figures.Line("loop",
            ("store", connection is null ? "sqlite" : "postgres"), ("issues", Figures.Whole(plan.Issues)), ("open_issues", Figures.Whole(plan.OpenIssues)),
            ("transitions_per_s", Figures.Whole(perSecond)), ("transition_p99_ms", Figures.Fixed2(desk.Steps.QuantileMs(0.99))),
            ("queue_p99_ms", Figures.Fixed2(desk.Queues.QuantileMs(0.99))), ("search_p99_ms", Figures.Fixed2(desk.Searches.QuantileMs(0.99))),
            ("card_late_p99_ms", Figures.Fixed2(desk.Cards.QuantileMs(0.99)))));
        return 0;
    }

    private static async Task<IJournal> Open(string? connection, string data) => connection is null
        ? await SqliteJournal.Open(new SqliteJournalOptions { Folder = data }, TimeProvider.System)
        : await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System, NullLogger.Instance);

    private static void Report(string what, Latencies times) => Console.WriteLine(FormattableString.Invariant(
        $"  {what}: p50 {times.QuantileMs(0.5):F1} ms, p99 {times.QuantileMs(0.99):F1} ms, max {times.MaxMs:F1} ms, {times.Count} times"));
}
