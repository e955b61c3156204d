using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>An event of an issue with who caused it.</summary>
/// <param name="PrincipalKind">device, person, service, system or unknown.</param>
public sealed record IssueStep(ulong Seq, IssueEvent Event, long RecordedAtUs, string PrincipalKind, string PrincipalId)
{
    /// <summary>Events of <see cref="Since"/> at most: what somebody wants to see who was overtaken.</summary>
    public const int SinceMax = 50;

    /// <summary>A clock was set or moved, as a step has it: nobody's doing.</summary>
    public bool IsOfAClock => Event.KindCase is IssueEvent.KindOneofCase.ClockSet or IssueEvent.KindOneofCase.ClockPaused or IssueEvent.KindOneofCase.ClockStopped;

    /// <summary>All of an issue's events, in order.</summary>
    public static ReadQuery<IssueStep> Of(string issueId) => new(
        "select seq, facts, recorded_at_us, principal_kind, principal_id from journal where stream = @stream order by seq", From, ("stream", $"issue/{issueId}"));

    /// <summary>Those after a version, the first of them.</summary>
    public static ReadQuery<IssueStep> Since(string issueId, ulong version) => new(
        "select seq, facts, recorded_at_us, principal_kind, principal_id from journal where stream = @stream and seq > @seq order by seq limit @limit",
        From, ("stream", $"issue/{issueId}"), ("seq", (long)version), ("limit", SinceMax));

    private static IssueStep From(System.Data.Common.DbDataReader row) =>
        new((ulong)row.GetInt64(0), IssueEvent.Parser.ParseFrom(row.GetFieldValue<byte[]>(1)), row.GetInt64(2), row.GetString(3), row.GetString(4));
}

/// <summary>What a person wrote with a step; it may have been erased since.</summary>
/// <param name="Stream">Of the issue.</param>
/// <param name="Seq">Of the first event of the decision that it came with.</param>
public sealed record WrittenStep(string Stream, ulong Seq, StepContent Content)
{
    public static ReadQuery<WrittenStep> Of(string issueId) =>
        new("select stream, seq, payload from content where stream = @stream order by seq", From, ("stream", $"issue/{issueId}"));

    /// <param name="places">At least one issue with the seq of a decision.</param>
    public static ReadQuery<WrittenStep> At(IReadOnlyList<(string IssueId, ulong Seq)> places) => new(
        $"select stream, seq, payload from content where {string.Join(" or ", places.Select((_, i) => $"(stream = @s{i} and seq = @q{i})"))}",
        From,
        [.. places.SelectMany((place, i) => new[] { ($"s{i}", (object)$"issue/{place.IssueId}"), ($"q{i}", (object)(long)place.Seq) })]);

    private static WrittenStep From(System.Data.Common.DbDataReader row) =>
        new(row.GetString(0), (ulong)row.GetInt64(1), StepContent.Parser.ParseFrom(row.GetFieldValue<byte[]>(2)));
}

/// <summary>Where what the reporters of an issue were told last lies in its stream; 0 while they were not.</summary>
public sealed record AnswerPlace(ulong Seq)
{
    public static ReadQuery<AnswerPlace> Of(string issueId) => new("select answer_seq from issue where issue_id = @id", row => new AnswerPlace((ulong)row.GetInt64(0)), ("id", issueId));
}

/// <summary>What was reported, as it was sent; erased contents are empty.</summary>
public sealed record ReportedContent(Guid ReportId, Content Content)
{
    /// <summary>The reports of an issue: the one that opened it and those that joined it and count.</summary>
    public static ReadQuery<ReportedContent> Of(string issueId, string grid, byte[] openedBy) => new(
        """
        select r.report_id, c.payload from report r left join content c on c.stream = @stream and c.seq = r.seq
        where r.grid = @grid and ((r.report_id = @first and r.issue_id = @issue) or (r.issue_id = @issue and r.outcome = 2 and r.withdrawn_seq = 0))
        order by r.received_at_us, r.seq limit 100
        """,
        row => new ReportedContent(new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true), row.IsDBNull(1) ? new Content() : Content.Parser.ParseFrom(row.GetFieldValue<byte[]>(1))),
        ("stream", $"grid/{grid}"), ("grid", grid), ("first", openedBy), ("issue", issueId));
}
