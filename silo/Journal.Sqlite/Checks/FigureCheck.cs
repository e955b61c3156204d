using Microsoft.Data.Sqlite;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Rebuild;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections;

namespace RealtimeGov.Journal.Sqlite.Checks;

/// <summary>
/// Compares the figures of every day and grid with what the journal makes of them, beside a running system and in the
/// memory of one grid's history: each grid is read at one moment, with the rows that its events made. `rebuild --check`
/// compares everything else as well.
/// </summary>
/// <param name="pause">Called after each page of events, with the time that it took: others want the disk too.</param>
internal sealed class FigureCheck(SqliteConnection connection, Action<TimeSpan> pause, CancellationToken stopping)
{
    private const int PageMax = 2_000;
    private const string Grids = "grid/", AfterGrids = "grid0"; // '0' follows '/'

    private readonly ReadTable days = Catalog.Tables.Single(table => table.Name == "day_tally");
    private readonly HashSet<(long Date, string Unit, string Grid)> made = [];
    private readonly Dictionary<string, ulong> heads = new(StringComparer.Ordinal);

    /// <summary>The first difference in words that name day and grid; null where all figures are as they should be.</summary>
    /// <exception cref="InvalidDataException">An event is missing or is none: the message names stream and seq.</exception>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public string? Run()
    {
        for (var stream = NextStream(Grids); stream is not null; stream = NextStream(stream))
            if (InOneMoment(() => Compare(stream)) is { } difference) return difference;
        return RowsTooMany();
    }

    private string? Compare(string stream)
    {
        var rows = Fold(stream);
        foreach (var row in rows.Values)
        {
            var (date, unit, grid) = (row.Values[0].Number, row.Values[1].Text, row.Values[2].Text);
            made.Add((date, unit, grid));
            if (Difference.Of(days, new RowPair(Live(date, unit, grid), Values(row))) is { } difference) return Words(difference);
        }
        return null;
    }

    private Dictionary<(long, string), Row> Fold(string stream)
    {
        var fold = Catalog.KindOf(stream)!.Open(stream);
        var rows = new Dictionary<(long, string), Row>();
        var head = 0ul;
        while (true)
        {
            var began = TimeProvider.System.GetTimestamp();
            var page = Page(stream, head);
            if (page.Count == 0) break;
            foreach (var e in page)
                if (e.Seq != ++head) throw new InvalidDataException($"the journal is damaged at {stream} {head}: there is no such event, but event {e.Seq} is");
            var written = new ReadRows();
            fold.Apply(page, written);
            foreach (var row in written.All)
                if (row.Shape.Table == days) rows[(row.Values[0].Number, row.Values[1].Text)] = row; // absolute: the last stands
            pause(TimeProvider.System.GetElapsedTime(began));
            stopping.ThrowIfCancellationRequested();
        }
        heads[stream[Grids.Length..]] = head;
        return rows;
    }

    // A row that no event made. One that came after its grid was looked at is of an event that came then.
    private string? RowsTooMany()
    {
        using var query = new Statement(connection, $"select {Columns} from day_tally");
        using var rows = query.Query();
        while (rows.Read())
        {
            var live = RebuildSql.Values(rows, 0, days.Columns.Count)!;
            var grid = (string)live[2];
            if (made.Contains((rows.GetInt64(0), (string)live[1], grid)) || (ulong)rows.GetInt64(3) > heads.GetValueOrDefault(grid)) continue;
            return Words(new Difference(days, [.. live.Take(days.Keys.Count)], live, null));
        }
        return null;
    }

    private string? NextStream(string after)
    {
        using var query = new Statement(connection, "select min(stream) from journal where stream > $1 and stream < $2");
        using var row = query.Query(after, AfterGrids);
        return row.Read() && !row.IsDBNull(0) ? row.GetString(0) : null;
    }

    private List<StoredEvent> Page(string stream, ulong after)
    {
        using var command = connection.CreateCommand();
        command.CommandText = RebuildSql.NextOfStream;
        command.Parameters.AddWithValue("@stream", stream);
        command.Parameters.AddWithValue("@seq", (long)after);
        command.Parameters.AddWithValue("@limit", PageMax);
        using var rows = command.ExecuteReader();
        var events = new List<StoredEvent>();
        while (rows.Read()) events.Add(RebuildSql.ToEvent(rows));
        return events;
    }

    private IReadOnlyList<object>? Live(long date, string unit, string grid)
    {
        using var query = new Statement(connection, $"select {Columns} from day_tally where local_date = $1 and unit = $2 and grid = $3");
        using var row = query.Query(date, unit, grid);
        return row.Read() ? RebuildSql.Values(row, 0, days.Columns.Count) : null;
    }

    private string? InOneMoment(Func<string?> work)
    {
        SqliteConnections.Execute(connection, "begin");
        try
        {
            return work();
        }
        finally
        {
            try { SqliteConnections.Execute(connection, "rollback"); }
            catch (SqliteException) { } // what went wrong before it says more
        }
    }

    private string Columns => string.Join(", ", days.Columns.Select(c => c.Name));

    private object[] Values(Row row) => [.. row.Values.Zip(days.Columns, (value, column) => (object)(column.Type switch
    {
        ColumnType.Text => value.Text,
        ColumnType.Bytes => value.ToBytes(),
        _ => value.Number,
    }))];

    // "day_tally local_date=16965 unit='' grid=G1: opened 484 -> 500" with a day as people write it.
    private static string Words(Difference difference)
    {
        var day = LocalDay.Format(Convert.ToInt32(difference.Key[0], System.Globalization.CultureInfo.InvariantCulture));
        var what = difference.ToString();
        return $"day {day}, grid {difference.Key[2]}: {what[(what.IndexOf(": ", StringComparison.Ordinal) + 2)..]}";
    }
}
