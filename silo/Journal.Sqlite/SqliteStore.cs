using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Sqlite.Files;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>One silo's way to the writer.</summary>
/// <param name="file">The database's, as the store's state names it.</param>
internal sealed class SqliteStore(SqliteWriter writer, Checkpointer checkpointer, WriteMark mark, StoreHealth health, string file) : IJournalStore
{
    public Task<CommitAttempt> Commit(IReadOnlyList<Append> batch, CancellationToken cancellation) =>
        writer.Run(to => Commit(to, batch), cancellation);

    public Task<IReadOnlyList<Standing>> Inspect(IReadOnlyList<Append> batch, CancellationToken cancellation) =>
        writer.Run<IReadOnlyList<Standing>>(from => [.. batch.Select(append => Stand(from, append))], cancellation);

    public Task SaveSnapshot(string stream, ulong seq, byte[] state, CancellationToken cancellation) =>
        writer.Run(to => to.Snapshot.Execute(stream, (long)seq, state), cancellation);

    private CommitAttempt Commit(BatchStatements to, IReadOnlyList<Append> batch)
    {
        var erases = batch.Any(append => append.Erasures.Count > 0);
        try
        {
            if (erases) SqliteConnections.Execute(to.Connection, "pragma secure_delete = on"); // freed pages are overwritten, too
            SqliteConnections.Execute(to.Connection, "begin immediate");
            if (!BatchWriter.Write(to, batch))
            {
                SqliteConnections.Execute(to.Connection, "rollback");
                return new CommitAttempt(CommitOutcome.KeyConflict, "an id is held or an event is not next");
            }
            SqliteConnections.Execute(to.Connection, "commit");
            checkpointer.Committed(to.PagesWritten());
            if (erases) checkpointer.Erased();
            mark.Set(batch);
            health.Tell(StoreWitness.Commits, StoreState.Ok);
            return CommitAttempt.Committed;
        }
        catch (SqliteException e)
        {
            RollBack(to.Connection);
            if (SqliteErrors.StateOf(e, file) is { } state) health.Tell(SqliteErrors.IsDamage(e) ? StoreWitness.Damage : StoreWitness.Commits, state);
            return new CommitAttempt(SqliteErrors.Classify(e), e.Message, SqliteErrors.IsDamage(e));
        }
        catch
        {
            RollBack(to.Connection); // the writer is everybody's: no transaction stays open on it
            throw;
        }
        finally
        {
            if (erases) SqliteConnections.Execute(to.Connection, $"pragma secure_delete = {SqliteConnections.SecureDelete}");
        }
    }

    private Standing Stand(BatchStatements from, Append append)
    {
        try
        {
            return StandReadable(from, append);
        }
        catch (SqliteException e) when (SqliteErrors.IsDamage(e))
        {
            health.Tell(StoreWitness.Damage, SqliteErrors.StateOf(e, file)!);
            return new Standing([.. append.Slices.Select(_ => SliceStatus.Unreadable)], []);
        }
    }

    private static Standing StandReadable(BatchStatements from, Append append)
    {
        var held = new List<ClaimHeld>();
        var standing = new Standing([.. append.Slices.Select(slice => Stand(from, append, slice))], held);
        if (standing.IsPresent) return standing;
        foreach (var claim in append.Claims)
        {
            using var row = (claim.Refused ? from.RefusedHeld : from.ClaimHeld).Query(BatchWriter.Bytes(claim.ReportId));
            if (row.Read()) held.Add(Held(claim, row));
        }
        return standing;
    }

    private static ClaimHeld Held(Claim claim, Microsoft.Data.Sqlite.SqliteDataReader row) => claim.Refused
        ? new ClaimHeld(claim.ReportId, row.GetString(0), "", Refused: true)
        : new ClaimHeld(claim.ReportId, row.GetString(0), row.GetString(1), Refused: false, row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2), row.GetString(3));

    private static SliceStatus Stand(BatchStatements from, Append append, StreamSlice slice)
    {
        using (var row = from.Standing.Query(slice.Stream, (long)slice.FirstSeq))
        {
            if (row.Read())
                return row.GetInt64(0) == append.Incarnation && row.GetInt64(1) == append.Number ? SliceStatus.AlreadyCommitted : SliceStatus.Conflict;
        }
        if (slice.FirstSeq == 1) return SliceStatus.Appendable;
        using var before = from.Standing.Query(slice.Stream, (long)slice.FirstSeq - 1);
        return before.Read() ? SliceStatus.Appendable : SliceStatus.Gap;
    }

    private static void RollBack(SqliteConnection connection)
    {
        try { SqliteConnections.Execute(connection, "rollback"); }
        catch (SqliteException) { } // the failure had rolled back already
    }
}
