using RealtimeGov.Journal.Search;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Makes texts findable, a few at a time, so that the writing connection is soon free for the journal again.</summary>
internal sealed class SqliteSearch(SqliteReaders readers, SqliteWriter writer) : ISearchIndex, IDisposable
{
    public static readonly SearchDialect Dialect = new(
        "search_pair cross join search_text t on t.id = search_pair.rowid", "search_pair match @pairs", "search_pair.rowid",
        pairs => string.Join(" AND ", pairs.Select(pair => $"\"{pair}\"")));

    private readonly SemaphoreSlim turn = new(1);

    public async Task<int> IndexNext(int limit, CancellationToken cancellation)
    {
        if (!await turn.WaitAsync(TimeSpan.Zero, cancellation).ConfigureAwait(false)) return 0;
        try
        {
            var notes = await readers.Read(connection => Notes(connection, limit), cancellation).ConfigureAwait(false);
            if (notes.Count == 0) return 0;
            var texts = notes.Select(note => note.ToSearched()).OfType<SearchedText>().ToList();
            await writer.Run(to => Write(to, notes, texts), cancellation).ConfigureAwait(false);
            return notes.Count;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private static List<NotedText> Notes(Microsoft.Data.Sqlite.SqliteConnection connection, int limit)
    {
        using var query = new Statement(connection, NotedText.Select);
        using var rows = query.Query(limit);
        var notes = new List<NotedText>();
        while (rows.Read()) notes.Add(NotedText.From(rows));
        return notes;
    }

    private static bool Write(BatchStatements to, List<NotedText> notes, List<SearchedText> texts)
    {
        SqliteConnections.Execute(to.Connection, "begin immediate");
        try
        {
            foreach (var text in texts)
                // Not where it was erased or changed since it was read: that left a note of its own.
                if (to.SearchText.Execute(text.Of.IssueId, text.Of.Stream, text.Of.Seq, text.Text, text.Of.Payload!) > 0)
                    to.SearchPairs.Execute(text.Of.Stream, text.Of.Seq, string.Join(' ', text.Pairs));
            foreach (var note in notes) to.SearchNoted.Execute(note.Note);
            SqliteConnections.Execute(to.Connection, "commit");
            return true;
        }
        catch
        {
            SqliteConnections.Execute(to.Connection, "rollback");
            throw;
        }
    }
}
