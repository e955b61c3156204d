using Google.Protobuf;
using RealtimeGov.Bench.Support.Towns;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Grow.Loop;

/// <summary>Fills a journal with issues, the ended ones closed, through the store's own interface; each with its report and its text, made searchable.</summary>
internal sealed class LoopBuilder(LoopPlan plan, BenchTown town, TimeProvider time)
{
    private const int IssuesPerTransaction = 1_000, TextsAtOnce = 5_000, Days = 60;

    /// <summary>Ids of the issues left open.</summary>
    public async Task<IReadOnlyList<string>> Build(IJournal journal)
    {
        var store = journal.OpenStore("bench");
        var nowUs = Instant.From(time.GetUtcNow());
        var (open, batch, number) = (new List<string>(), new List<Append>(), 0L);
        var seqs = new ulong[town.Grids.Count];
        for (var i = 0; i < plan.Issues; i++)
        {
            var at = i % town.Grids.Count;
            // The open ones are the youngest: opened within the last two hours, so that no clock of theirs has rung.
            var isOpen = i >= plan.Issues - plan.OpenIssues;
            var openedUs = isOpen ? nowUs - Instant.HourUs + (i - plan.Issues) : nowUs - (long)((plan.Issues - i) / (double)plan.Issues * Days * Instant.DayUs) - 2 * Instant.HourUs;
            batch.Add(Issue(at, ++seqs[at], openedUs, isOpen, ++number));
            if (isOpen) open.Add(IssueId.Format(town.Grids[at], seqs[at]));
            if (batch.Count == IssuesPerTransaction) await Commit(store, batch);
        }
        if (batch.Count > 0) await Commit(store, batch);
        while (await journal.Search.IndexNext(TextsAtOnce, CancellationToken.None) > 0) { }
        return open;
    }

    private Append Issue(int at, ulong seq, long openedUs, bool isOpen, long number)
    {
        var grid = town.Grids[at];
        var (report, id) = (makers[at % makers.Length].Next(grid), IssueId.Format(grid, seq));
        var accepted = new ReportAccepted
        {
            ReportId = ReportIds.ToBytes(Guid.Parse(report.ReportId)), LocalDate = LocalDay.Of(openedUs, zone), Category = report.Category, Outcome = Outcome.Opened, IssueId = id,
            Origin = Origin.Import, ObservedAtUs = openedUs, ReceivedAtUs = openedUs,
        };
        var opened = new IssueOpened { GridCode = grid, Category = accepted.Category, ReportId = accepted.ReportId, ObservedAtUs = openedUs, OpenedAtUs = openedUs };
        var (rows, events) = (new ReadRows(), new List<IssueEvent> { new() { Opened = opened } });
        if (!isOpen) events.Add(new IssueEvent { AtUs = openedUs + Instant.HourUs, CommandId = "bench", Stage = IssueStage.Closed, Closed = new IssueClosed { Ending = IssueEnding.Resolved } });
        var state = new IssueState(id);
        var recorded = new List<Recorded<IssueEvent>>();
        foreach (var e in events)
        {
            state.Apply(e);
            recorded.Add(new Recorded<IssueEvent>(state.Version, e, Envelope.Unknown));
        }
        IssueStream.Kind.Project(new StreamRun<IssueEvent>($"issue/{id}", id, recorded), state, rows);
        rows.Add(ReportProjection.Row(grid, seq, accepted));
        var content = new ContentRow("", accepted.LocalDate, Contents.Of(report, accepted.Category, grid).ToByteArray());
        return new Append(
            at + 1, number, Envelope.Unknown,
            [
                new StreamSlice($"grid/{grid}", seq, [new JournalEvent("ReportAccepted", new GridEvent { Accepted = accepted }.ToByteArray(), content)]),
                new StreamSlice($"issue/{id}", 1, [.. events.Select(e => IssueStream.Kind.ToJournal(e, (int)e.KindCase))]),
            ],
            [new Claim(Guid.Parse(report.ReportId), grid, id, Refused: false)], rows);
    }

    private readonly ReportMaker[] makers = [.. Enumerable.Range(0, 8).Select(seed => new ReportMaker(town.Grids, new(), seed))];

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static async Task Commit(IJournalStore store, List<Append> batch)
    {
        var attempt = await store.Commit(batch, CancellationToken.None);
        if (attempt.Outcome != CommitOutcome.Committed) throw new InvalidOperationException($"building: {attempt.Outcome} {attempt.Detail}");
        batch.Clear();
    }
}
