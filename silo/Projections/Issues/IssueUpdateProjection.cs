using RealtimeGov.Domain.Issues;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;
using Kind = RealtimeGov.Protos.IssueEvent.KindOneofCase;

namespace RealtimeGov.Projections.Issues;

/// <summary>Where an issue came to stand, and when: a row for each event that may move it. Clocks, cards, notes and words are no such events.</summary>
public sealed class IssueUpdateProjection : IProjection<IssueEvent, IssueState>
{
    private static readonly ReadTable Updates = new(
        "issue_update", keys: [Column.Text("issue_id"), Column.Bigint(ReadTable.Seq)],
        values: [Column.Bigint("at_us"), Column.Integer("stage"), Column.Integer("ending")]);

    private static readonly RowShape Shape = Updates.Insert();

    public ReadTable Table => Updates;

    public void Project(StreamRun<IssueEvent> run, IssueState after, ReadRows to)
    {
        foreach (var (seq, e, _) in run.Events)
            if (Moves(e.KindCase)) to.Add(Shape.Row(run.Id, seq, e.AtUs, (int)e.Stage, (int)(e.Answered?.Ending ?? e.Closed?.Ending ?? IssueEnding.Unspecified)));
    }

    private static bool Moves(Kind kind) => kind is
        Kind.Accepted or Kind.Declined or Kind.Appealed or Kind.Routed or Kind.TakenOver or Kind.HandedBack or Kind.HandedOn or Kind.Claimed or
        Kind.Resolved or Kind.Verified or Kind.Answered or Kind.Closed or Kind.Reopened or Kind.Suspended or Kind.Resumed or Kind.Asked or Kind.Replied or
        Kind.Joined or Kind.LeftParent or Kind.Split or Kind.PartReopened or Kind.GridCorrected;
}

/// <summary>One of them.</summary>
/// <param name="Ending">How it ended, where this event says so.</param>
/// <param name="Grid">Of the issue as it is now, as <paramref name="Category"/>.</param>
public sealed record IssueUpdate(string IssueId, ulong Seq, long AtUs, IssueStage Stage, IssueEnding Ending, string Grid, string Category)
{
    private const string Select =
        "select u.issue_id, u.seq, u.at_us, u.stage, u.ending, i.grid, i.category from issue_update u join issue i on i.issue_id = u.issue_id";

    /// <summary>Those of a span of time, the oldest first, at most <paramref name="limit"/>.</summary>
    /// <param name="fromUs">Microseconds since 1970-01-01T00:00Z, included; <paramref name="beforeUs"/> is not.</param>
    public static ReadQuery<IssueUpdate> Between(long fromUs, long beforeUs, int limit) => new(
        $"{Select} where u.at_us >= @from and u.at_us < @before order by u.at_us, u.issue_id, u.seq limit @limit",
        From, ("from", fromUs), ("before", beforeUs), ("limit", limit));

    /// <summary>Those after one of them in that order.</summary>
    public static ReadQuery<IssueUpdate> After(IssueUpdate last, int limit) => new(
        $"""
        {Select} where u.at_us >= @at and (u.at_us > @at or u.issue_id > @id or (u.issue_id = @id and u.seq > @seq))
        order by u.at_us, u.issue_id, u.seq limit @limit
        """,
        From, ("at", last.AtUs), ("id", last.IssueId), ("seq", (long)last.Seq), ("limit", limit));

    public static ReadQuery<IssueUpdate> One(string issueId, ulong seq) =>
        new($"{Select} where u.issue_id = @id and u.seq = @seq", From, ("id", issueId), ("seq", (long)seq));

    private static IssueUpdate From(System.Data.Common.DbDataReader row) =>
        new(row.GetString(0), (ulong)row.GetInt64(1), row.GetInt64(2), (IssueStage)row.GetInt32(3), (IssueEnding)row.GetInt32(4), row.GetString(5), row.GetString(6));
}
