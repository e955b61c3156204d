using Npgsql;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>One silo's writer: its committer asks for one thing at a time.</summary>
internal sealed class PostgresStore(CommitterSession session, BlockerWatch watch, StoreHealth health) : IJournalStore, IAsyncDisposable
{
    public async Task<CommitAttempt> Commit(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        NpgsqlConnection connection;
        try
        {
            connection = await session.Open(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (!IsStopping(e, cancellation))
        {
            await session.Drop().ConfigureAwait(false);
            Tell(e);
            return new CommitAttempt(CommitOutcome.Unknown, e.Message); // whatever it is, it is no append's fault
        }
        try
        {
            if (!session.Writer.Prepare(batch)) return new CommitAttempt(CommitOutcome.KeyConflict, "an event of the batch is not the next of its stream");
            var write = session.Writer.Write(connection, cancellation);
            await watch.Watch(write, session.ServerProcess).ConfigureAwait(false);
            await write.ConfigureAwait(false);
            health.Tell(StoreWitness.Commits, StoreState.Ok);
            return CommitAttempt.Committed;
        }
        catch (PostgresException e)
        {
            await session.Recover().ConfigureAwait(false);
            Tell(e);
            var detail = e.SqlState == SqlStates.LockNotAvailable ? await watch.End().ConfigureAwait(false) : e.Message;
            return new CommitAttempt(SqlStates.Classify(e), detail, SqlStates.IsDamage(e));
        }
        catch (Exception e) when (!IsStopping(e, cancellation))
        {
            await session.Drop().ConfigureAwait(false); // what was half sent goes with it
            Tell(e);
            return new CommitAttempt(SqlStates.Classify(e), e.Message);
        }
        catch
        {
            await session.Drop().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<IReadOnlyList<Standing>> Inspect(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        try
        {
            var connection = await session.Open(cancellation).ConfigureAwait(false);
            return await StandingQuery.Run(connection, batch, cancellation).ConfigureAwait(false);
        }
        catch (PostgresException e) when (SqlStates.IsDamage(e))
        {
            await session.Recover().ConfigureAwait(false);
            Tell(e);
            // Whose place it is that cannot be read is looked for one by one: the others' standing is to be had.
            if (batch.Count == 1) return [new Standing([.. batch[0].Slices.Select(_ => SliceStatus.Unreadable)], [])];
            var standings = new List<Standing>(batch.Count);
            foreach (var append in batch) standings.AddRange(await Inspect([append], cancellation).ConfigureAwait(false));
            return standings;
        }
        catch
        {
            await session.Drop().ConfigureAwait(false); // what it left open goes with it; the next try opens another
            throw;
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private void Tell(Exception e)
    {
        if (SqlStates.StateOf(e) is { } state) health.Tell(state.Trouble == StoreTrouble.Damaged ? StoreWitness.Damage : StoreWitness.Commits, state);
    }

    private static bool IsStopping(Exception e, CancellationToken cancellation) => e is OperationCanceledException && cancellation.IsCancellationRequested;
}
