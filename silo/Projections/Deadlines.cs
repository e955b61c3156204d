using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.ReadModel;

namespace RealtimeGov.Projections;

/// <summary>
/// What is due when: at most one deadline of a kind for each stream, set and cleared by the stream's own events. A silo
/// polls those of its own grids.
/// </summary>
public static class Deadlines
{
    public static readonly ReadTable Table = new(
        "deadline",
        keys: [Column.Text("stream"), Column.Text("kind")],
        values: [Column.Bigint("version"), Column.Bigint("due_us"), Column.Text("grid")]);

    private static readonly RowShape Row = Table.Upsert(guard: "version");
    private static readonly RowShape Cleared = Table.Delete(guard: "version");

    /// <param name="version">The seq of the event that sets it: the grain ignores a deadline whose version has passed.</param>
    public static void Set(ReadRows rows, string stream, string kind, ulong version, long dueUs, string grid) =>
        rows.Add(Row.Row(stream, kind, version, dueUs, grid));

    /// <summary>What is due in these grids, the longest due first.</summary>
    public static ReadQuery<Deadline> Due(IReadOnlyCollection<string> grids, long nowUs, int limit) => new(
        $"""
        select stream, kind, version, due_us, grid from deadline
        where grid in ({string.Join(", ", grids.Select((_, i) => $"@g{i}"))}) and due_us <= @now order by due_us, stream, kind limit @limit
        """,
        row => new Deadline(row.GetString(0), row.GetString(1), (ulong)row.GetInt64(2), row.GetInt64(3), row.GetString(4)),
        [.. grids.Select((grid, i) => ($"g{i}", (object)grid)), ("now", nowUs), ("limit", limit)]);

    /// <param name="version">The seq of the event that clears it.</param>
    public static void Clear(ReadRows rows, string stream, string kind, ulong version) => rows.Add(Cleared.Row(stream, kind, version));
}

/// <param name="Version">The seq of the event that set it.</param>
/// <param name="DueUs">Microseconds since 1970-01-01T00:00Z.</param>
public sealed record Deadline(string Stream, string Kind, ulong Version, long DueUs, string Grid);
