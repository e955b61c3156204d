using RealtimeGov.Journal.Sqlite.Files;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Erases on the one writing connection. What was there is written over, in the file and in the log.</summary>
internal sealed class SqliteEraser(SqliteWriter writer, Checkpointer checkpointer) : IContentEraser
{
    public Task<int> Erase(string stream, ulong upToSeq, CancellationToken cancellation) => writer.Run(to => Erase(to, stream, upToSeq), cancellation);

    private int Erase(BatchStatements to, string stream, ulong upToSeq)
    {
        SqliteConnections.Execute(to.Connection, "pragma secure_delete = on"); // zeros where it was
        try
        {
            using var command = to.Connection.CreateCommand();
            command.CommandText = "delete from content where stream = $stream and seq <= $seq";
            command.Parameters.AddWithValue("$stream", stream);
            command.Parameters.AddWithValue("$seq", (long)upToSeq);
            var gone = command.ExecuteNonQuery();
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
