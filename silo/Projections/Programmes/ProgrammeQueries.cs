using System.Data.Common;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Programmes;

/// <summary>A programme as it is listed.</summary>
/// <param name="Content">What was written of the programme itself last; null where nothing was, or it was erased.</param>
public sealed record ListedProgramme(string Kind, string Id, ulong Version, ProgrammeRow Row, ProgrammeContent? Content)
{
    private const string Select = """
        select p.kind, p.id, p.seq, p.data, c.payload from programme p
        left join content c on c.stream = 'programme/' || p.kind || '/' || p.id and c.seq = p.text_seq
        """;

    public static ReadQuery<ListedProgramme> Of(string kind, string id) => new($"{Select} where p.kind = @kind and p.id = @id", From, ("kind", kind), ("id", id));

    /// <summary>Of one kind by id, behind one of them.</summary>
    public static ReadQuery<ListedProgramme> Page(string kind, string after, int limit) =>
        new($"{Select} where p.kind = @kind and p.id > @after order by p.id limit @limit", From, ("kind", kind), ("after", after), ("limit", limit));

    private static ListedProgramme From(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), (ulong)row.GetInt64(2), ProgrammeRow.Parser.ParseFrom(row.GetFieldValue<byte[]>(3)), ContentOf(row, 4));

    internal static ProgrammeContent? ContentOf(DbDataReader row, int at) => row.IsDBNull(at) ? null : ProgrammeContent.Parser.ParseFrom(row.GetFieldValue<byte[]>(at));
}

/// <summary>An item as it is listed.</summary>
/// <param name="DueDate">Days since 1970-01-01; 0 where nothing is due.</param>
public sealed record ListedItem(string Item, ulong Seq, string Part, string State, int DueDate, ProgrammeItemRow Row, ProgrammeContent? Content)
{
    /// <summary>By id, behind one of them, as the filter wants them.</summary>
    public static ReadQuery<ListedItem> Page(string kind, string id, ItemFilter filter, string after, int limit)
    {
        var (where, values) = filter.Where();
        return new(
            $"""
            select i.item, i.seq, i.part, i.state, i.due_date, i.data, c.payload from programme_item i
            left join content c on c.stream = @stream and c.seq = i.text_seq
            where i.kind = @kind and i.id = @id and i.item > @after{where} order by i.item limit @limit
            """,
            row => new ListedItem(row.GetString(0), (ulong)row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetInt32(4), ProgrammeItemRow.Parser.ParseFrom(row.GetFieldValue<byte[]>(5)), ListedProgramme.ContentOf(row, 6)),
            [("stream", $"{ProgrammeStream.Prefix}{kind}/{id}"), ("kind", kind), ("id", id), ("after", after), ("limit", limit), .. values]);
    }
}

/// <summary>Which items; what is empty or 0 is not asked for.</summary>
/// <param name="Region">That very one.</param>
/// <param name="DueBefore">What was due before that day and is still.</param>
public sealed record ItemFilter(string Part = "", string State = "", string Region = "", string Person = "", int DueBefore = 0)
{
    internal (string Sql, IReadOnlyList<(string, object)> Values) Where()
    {
        var (sql, values) = ("", new List<(string, object)>());
        if (Part.Length > 0) Add("i.part = @part", "part", Part);
        if (State.Length > 0) Add("i.state = @state", "state", State);
        if (Region.Length > 0) Add("i.region = @region", "region", Region);
        // Not by `like`, which takes capitals for small letters in the one store and not in the other.
        if (Person.Length > 0) Add("replace(i.people, @person, '') <> i.people", "person", $" {Person} ");
        if (DueBefore > 0) Add("i.due_date > 0 and i.due_date < @due", "due", DueBefore);
        return (sql, values);

        void Add(string condition, string name, object value)
        {
            sql += $" and {condition}";
            values.Add((name, value));
        }
    }
}

/// <summary>How many items of a programme were due before a day and still are.</summary>
public sealed record OverdueCount(long Items)
{
    public static ReadQuery<OverdueCount> Of(string kind, string id, int before) => new(
        "select count(*) from programme_item where kind = @kind and id = @id and due_date > 0 and due_date < @before",
        row => new OverdueCount(row.GetInt64(0)), ("kind", kind), ("id", id), ("before", before));
}

/// <summary>An act as the journal has it, with who did it by which command.</summary>
public sealed record ProgrammeHistoryRow(ulong Seq, ProgrammeEvent Event, long RecordedAtUs, string PrincipalKind, string PrincipalId, Guid CommandId)
{
    /// <summary>Behind one of them, of every item.</summary>
    public static ReadQuery<ProgrammeHistoryRow> Page(string kind, string id, ulong after, int limit) => new(
        "select seq, facts, recorded_at_us, principal_kind, principal_id, command_id from journal where stream = @stream and seq > @after order by seq limit @limit",
        row => new ProgrammeHistoryRow(
            (ulong)row.GetInt64(0), ProgrammeEvent.Parser.ParseFrom(row.GetFieldValue<byte[]>(1)), row.GetInt64(2), row.GetString(3), row.GetString(4), CommandOf(row, 5)),
        ("stream", $"{ProgrammeStream.Prefix}{kind}/{id}"), ("after", (long)after), ("limit", limit));

    // The one store keeps it as bytes, the other as a UUID.
    private static Guid CommandOf(DbDataReader row, int at) => row.GetValue(at) is Guid id ? id : new Guid(row.GetFieldValue<byte[]>(at), bigEndian: true);
}

/// <summary>What was written of a programme, whoever wrote it, as far as it is kept; for sums alone.</summary>
public sealed record KeptContent(ProgrammeContent Content)
{
    public static ReadQuery<KeptContent> Of(string stream) => new(
        "select payload from content where stream = @stream order by seq", row => new KeptContent(ProgrammeContent.Parser.ParseFrom(row.GetFieldValue<byte[]>(0))), ("stream", stream));
}
