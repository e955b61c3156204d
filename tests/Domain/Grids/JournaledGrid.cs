using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

/// <summary>A grid with a journal, contents, day rows and claims in memory: what a grain and a store do around the decisions.</summary>
internal sealed class JournaledGrid
{
    private readonly List<GridEvent> events = [];
    private readonly Dictionary<ulong, Content> contents = [];
    private readonly Dictionary<Guid, FirstCounted> claims = [];
    private readonly Dictionary<Guid, FirstCounted> refusedClaims = [];

    public GridState State { get; } = new(Samples.Grid);

    public IReadOnlyList<GridEvent> Events => events;

    /// <summary>How often the store's claims, not the state, told that an id was known: the look-ups that forgetting costs.</summary>
    public int ClaimsMet { get; private set; }

    public GridDecision Receive(Report report, GridContext? context = null) =>
        Receive(new RoutedReport { Report = report }, context ?? Samples.Context);

    public GridDecision Receive(RoutedReport routed, GridContext context)
    {
        var decision = Decide(routed, context);
        if (decision.Event is { } e && IsClaimed(e, out var id))
        {
            ClaimsMet++;
            decision = Decide(routed, context with { ClaimedElsewhere = new Dictionary<Guid, FirstCounted> { [id] = FirstOf(id) } });
        }

        if (decision.Event is not null) Keep(decision);
        return decision;
    }

    /// <summary>Decides without keeping what was decided.</summary>
    public GridDecision Decide(RoutedReport routed, GridContext context)
    {
        var check = ReportChecks.Check(routed.Report, context);
        foreach (var key in GridDecider.DaysTouchedBy(check))
            if (!State.Days.ContainsKey(key)) State.OpenDay(key, new Tally());
        return GridDecider.Decide(State, routed, check, context);
    }

    public Tally Day(int date, string unit = "") => State.Days[new DayKey(date, unit)];

    /// <summary>The state after a restart that found a snapshot of the first <paramref name="events"/> and replayed the rest.</summary>
    public GridState Restarted(int events)
    {
        var before = Fold(new GridState(Samples.Grid), this.events.Take(events), State.Days.Keys.Select(key => (key, new Tally())));
        var snapshot = before.ToSnapshot().ToByteArray();
        var rows = before.Days.Select(day => (day.Key, Tally.From(day.Value.ToCounts(), day.Value.Version, day.Value.Newest.Items)));
        var after = Fold(GridState.From(Samples.Grid, (ulong)events, snapshot), this.events.Skip(events), rows);
        foreach (var (number, issue) in after.Issues.All.ToList())
            if (contents[issue.Seq].Location is { } at) after.Issues.Place(number, at.Latitude, at.Longitude);
        return after;
    }

    private static GridState Fold(GridState state, IEnumerable<GridEvent> tail, IEnumerable<(DayKey Key, Tally Tally)> rows)
    {
        foreach (var (key, tally) in rows) state.OpenDay(key, tally);
        foreach (var e in tail) state.Apply(state.Seq + 1, GridEvent.Parser.ParseFrom(e.ToByteString()));
        return state;
    }

    private void Keep(GridDecision decision)
    {
        var e = decision.Event!;
        events.Add(e);
        State.Apply(State.Seq + 1, e);
        if (e.Refused is { } refused)
        {
            refusedClaims.Add(ReportIds.FromBytes(refused.ReportId), new FirstCounted("", "", Refused: true));
            return;
        }

        claims.Add(ReportIds.FromBytes(e.Accepted.ReportId), new FirstCounted(Samples.Grid, e.Accepted.IssueId, Digest: decision.Digest));
        contents[State.Seq] = decision.Content!;
        if (decision.Opens is not null && decision.Content!.Location is { } at)
            State.Issues.Place(State.IssuesOpened, at.Latitude, at.Longitude);
    }

    private bool IsClaimed(GridEvent e, out Guid id)
    {
        id = ReportIds.FromBytes((e.Accepted?.ReportId ?? e.Refused?.ReportId)!);
        return claims.ContainsKey(id) || (e.Refused is not null && refusedClaims.ContainsKey(id));
    }

    private FirstCounted FirstOf(Guid id) => claims.TryGetValue(id, out var first) ? first : refusedClaims[id];
}
