using Google.Protobuf;
using RealtimeGov.Domain.Search;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Search;

/// <summary>A note of a content that was written.</summary>
/// <param name="IssueId">Whose it is; empty of a report that was only recorded.</param>
/// <param name="Payload">Null where it was erased since.</param>
public sealed record NotedText(long Note, string Stream, ulong Seq, string IssueId, byte[]? Payload)
{
    /// <summary>In SQL that every store understands; parameter: the limit.</summary>
    public const string Select = """
        select p.id, p.stream, p.seq, case when p.stream >= 'issue/' and p.stream < 'issue0' then substr(p.stream, 7) else coalesce(r.issue_id, '') end, c.payload
        from search_note p
        left join report r on r.grid = substr(p.stream, 6) and r.local_date = p.local_date and r.seq = p.seq -- after grid/
        left join content c on c.stream = p.stream and c.seq = p.seq
        order by p.id limit $1
        """;

    public static NotedText From(System.Data.Common.DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), (ulong)row.GetInt64(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4));

    /// <summary>As it is to be found; null where there is nothing to find.</summary>
    public SearchedText? ToSearched()
    {
        if (IssueId.Length == 0 || Payload is null) return null;
        var text = SearchText.Of(Stream.StartsWith("issue/", StringComparison.Ordinal) ? StepContent.Parser.ParseFrom(Payload).Text : Content.Parser.ParseFrom(Payload).Text);
        var pairs = SearchText.Pairs(text);
        return pairs.Count == 0 ? null : new SearchedText(this, text, pairs);
    }
}

/// <param name="Text">Masked, and in the spelling that is looked in.</param>
public sealed record SearchedText(NotedText Of, string Text, IReadOnlyCollection<string> Pairs);
