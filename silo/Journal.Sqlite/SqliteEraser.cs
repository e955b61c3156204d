using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Sqlite.Files;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Erases on the one writing connection. What was there is written over, in the file and in the log.</summary>
internal sealed class SqliteEraser(SqliteWriter writer, Checkpointer checkpointer) : IContentEraser
{
    public Task<int> Erase(string stream, ulong upToSeq, CancellationToken cancellation) => writer.Run(to => WrittenOver(to, () =>
    {
        using var command = to.Connection.CreateCommand();
        command.CommandText = "delete from content where stream = $stream and seq <= $seq";
        command.Parameters.AddWithValue("$stream", stream);
        command.Parameters.AddWithValue("$seq", (long)upToSeq);
        return command.ExecuteNonQuery();
    }), cancellation);

    public Task<int> Erase(ErasedContent erased, CancellationToken cancellation) => writer.Run(to => WrittenOver(to, () =>
    {
        SqliteConnections.Execute(to.Connection, "begin immediate");
        try
        {
            var gone = CameBack(to.Connection, erased);
            if (gone > 0) BatchWriter.Erase(to, new Erasure(erased.Stream, erased.FromSeq, erased.ToSeq, erased.ReportId), erased.ErasedAtUs);
            SqliteConnections.Execute(to.Connection, "commit");
            return gone;
        }
        catch
        {
            SqliteConnections.Execute(to.Connection, "rollback");
            throw;
        }
    }), cancellation);

    // Contents that are there; none where the first event is another one.
    private static int CameBack(SqliteConnection connection, ErasedContent erased)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            select count(*) from content where stream = $stream and seq between $from and $to and payload <> x''
            and exists (select 1 from journal where stream = $stream and seq = $from and recorded_at_us = $first)
            """;
        command.Parameters.AddWithValue("$stream", erased.Stream);
        command.Parameters.AddWithValue("$from", (long)erased.FromSeq);
        command.Parameters.AddWithValue("$to", (long)erased.ToSeq);
        command.Parameters.AddWithValue("$first", erased.FirstUs);
        return (int)(long)command.ExecuteScalar()!;
    }

    private int WrittenOver(BatchStatements to, Func<int> erase)
    {
        SqliteConnections.Execute(to.Connection, "pragma secure_delete = on"); // zeros where it was
        try
        {
            var gone = erase();
            // The log still has the page as it was: it is moved and cut off at once, or as soon as nobody reads from it.
            if (gone > 0 && !LogFlag.Checkpoint(to.Connection, cutsOff: true)) checkpointer.Erased();
            return gone;
        }
        finally
        {
            SqliteConnections.Execute(to.Connection, $"pragma secure_delete = {SqliteConnections.SecureDelete}");
        }
    }
}
