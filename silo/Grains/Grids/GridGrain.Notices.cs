using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;
using RealtimeGov.Grains.Messages;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Grids;

/// <summary>What issues tell their grid: reports that were declined, issues that take no more reports or take them again.</summary>
public sealed partial class GridGrain
{
    public async Task<GrainMessageReply> Tell(GrainMessage message)
    {
        using var request = Admit();
        // What was decided before may be a declined report: from here on the store has it.
        var (_, unsettled) = await Run(_ => null, _ => new Decided<bool>(true));
        if (unsettled != CommitStatus.Committed) throw NotTaken(message, unsettled);
        var facts = new NoticedFacts(message, code, Silo, DayAt);
        var (reply, undone) = await Run(state => days.Missing(state, facts.DaysTouched), state => Take(state, message, facts), facts.Missing);
        return undone == CommitStatus.Committed ? reply! : throw NotTaken(message, undone);
    }

    private static NotDurableException NotTaken(GrainMessage message, CommitStatus why) =>
        new($"message {message.Seq} of {message.Sender} was not taken: {why}");

    private Decided<GrainMessageReply> Take(GridState state, GrainMessage message, NoticedFacts facts)
    {
        var reply = new GrainMessageReply { Reception = Delivery.Receive(state.Received.GetValueOrDefault(message.Sender), message) };
        if (reply.Reception != MessageReception.Accepted) return new(reply);
        var nowUs = Instant.From(Silo.Time.GetUtcNow());
        var draft = new GridDraft(state, Delivery.ContextOf(message).Envelope(Silo));
        var context = new NoticeContext(nowUs, facts.CountedOf, facts.Issue, DayAt);
        var decided = GridDecider.TakeNotices(state, facts.IssueId, message.Seq, facts.Notices, context);
        foreach (var decision in decided) draft.Add(decision);
        var touched = Freeze(state, draft);
        return new(reply, draft.ToDraft(), () =>
        {
            Publish(state, touched, LocalDay.Of(nowUs, ZoneAt(nowUs)));
            foreach (var decision in decided)
                if (decision.Opens is not null) SetClocks(decision.Event.Derived.IssueId, nowUs);
        });
    }

    // Its time may have come long ago: it need not wait until it is looked for. Outside the request, and found later where it fails.
    private async void SetClocks(string issue, long nowUs)
    {
        try { await Silo.Grains.GetGrain<Issues.IIssueGrain>(issue).LookAtClocks(new LookAtClocks { NowUs = nowUs }); }
        catch (Exception e) { GrainLog.NotRung(Silo.Logger, issue, e.Message); }
    }

    private int DayAt(long instantUs) => LocalDay.Of(instantUs, ZoneAt(instantUs));

    /// <summary>What a message is about, as the store has it: read once for each load of the state, since another may have seen more.</summary>
    private sealed class NoticedFacts(GrainMessage message, string grid, SiloContext silo, Func<long, int> dayOf)
    {
        /// <summary>From more reports than this on those that joined are read together.</summary>
        private const int ReadAlone = 4;

        private readonly Dictionary<ByteString, CountedReport?> counted = [];
        private GridState? readFor;

        public string IssueId { get; } = message.Sender[(GrainNames.Issue.Length + 1)..];

        public IReadOnlyList<GridNotice> Notices { get; } = [.. message.Messages.Messages.Select(one => one.Grid)];

        /// <summary>Where the issue stood among the open ones; null where it was opened by another grid.</summary>
        public OpenIssueFacts? Issue { get; private set; }

        public IEnumerable<Domain.Summaries.DayKey> DaysTouched =>
            counted.Values.OfType<CountedReport>().SelectMany(GridDecider.DaysTouchedBy).Concat(GridDecider.DaysOf(Notices, dayOf)).ToHashSet();

        public CountedReport? CountedOf(ByteString reportId) => counted.GetValueOrDefault(reportId);

        public Task? Missing(GridState state) => readFor == state ? null : Read(state);

        private async Task Read(GridState state)
        {
            var ids = GridDecider.ReportsOf(Notices).ToList();
            counted.Clear();
            if (ids.Count > ReadAlone)
                foreach (var joined in await silo.ReadModel.Query(JoinedCount.Of(grid, IssueId), CancellationToken.None)) counted[joined.ReportId] = joined.Report;
            foreach (var id in ids.Where(id => !counted.ContainsKey(id)))
                counted[id] = await silo.Streams.Report(grid, ReportIds.FromBytes(id), CancellationToken.None);
            if (Notices.Any(notice => notice.Returned is not null)) Issue = await FactsOf();
            readFor = state;
        }

        private async Task<OpenIssueFacts?> FactsOf()
        {
            if (await silo.ReadModel.Issue(IssueId, CancellationToken.None) is not { Found: true } issue || !ReportIds.TryParse(issue.ReportId, out var first)) return null;
            return await silo.Streams.Report(grid, first, CancellationToken.None) is { } report
                ? new OpenIssueFacts(issue.Category, issue.ObservedAtUs, report.Seq)
                : null;
        }
    }
}
