using Microsoft.Extensions.Logging;
using Npgsql;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>
/// Looks, over a connection of its own, at who keeps a commit waiting: a frozen silo's open transaction holds keys that
/// its successor needs, and no time-out of the server's ends it. Once the wait has timed out nobody can be seen any more,
/// so the looks are taken while it lasts.
/// </summary>
internal sealed partial class BlockerWatch(NpgsqlDataSource connections, PostgresJournalOptions options, SessionName own, TimeProvider time, ILogger logger)
{
    /// <summary>Before the first look and between two: often enough to see a wait of <see cref="ConnectionStrings.LockTimeoutMs"/>.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(150);

    /// <summary>Since when each has been in the way; at most the sessions of one look.</summary>
    private Dictionary<(int, DateTime), long> blocking = [];
    private List<Blocker> seen = [];

    /// <summary>Waits for the write's end, whatever it is. Nearly always it ends before the first look.</summary>
    public async Task Watch(Task write, int waiting)
    {
        var started = time.GetTimestamp();
        seen = [];
        while (!await EndsSoon(write).ConfigureAwait(false))
        {
            var look = await Look(waiting).ConfigureAwait(false);
            if (look.Count > 0) seen = look;
        }
        blocking = seen.ToDictionary(b => (b.Process, b.Started), b => blocking.GetValueOrDefault((b.Process, b.Started), started));
    }

    /// <summary>After a lock time-out: ends those of the last look that are to be ended. Says who is in the way, for the log.</summary>
    public async Task<string> End()
    {
        foreach (var blocker in seen)
        {
            var blockedFor = time.GetElapsedTime(blocking[(blocker.Process, blocker.Started)]);
            if (!blocker.IsToEnd(own.Silo, options.IsDead, blockedFor >= options.BlockedMax)) continue;
            try
            {
                await End(blocker).ConfigureAwait(false);
                LogEnded(blocker.Process, blocker.Application, blocker.State, (long)blockedFor.TotalMilliseconds);
            }
            catch (NpgsqlException e)
            {
                LogNotEnded(blocker.Process, blocker.Application, e.Message);
            }
        }
        return "waits for " + (seen.Count == 0 ? "nobody any more" : string.Join(", ", seen.Select(b => $"session {b.Process} of '{b.Application}', {b.State}")));
    }

    private async Task<bool> EndsSoon(Task write)
    {
        if (write.IsCompleted) return true;
        using var noLonger = new CancellationTokenSource();
        var ended = await Task.WhenAny(write, Task.Delay(LookEvery, time, noLonger.Token)).ConfigureAwait(false) == write;
        await noLonger.CancelAsync().ConfigureAwait(false);
        return ended;
    }

    private async Task<List<Blocker>> Look(int waiting)
    {
        try
        {
            await using var query = connections.CreateCommand("""
                select pid, backend_start, coalesce(application_name, ''), coalesce(state, '') from pg_stat_activity
                where pid = any(pg_blocking_pids($1))
                """);
            query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = waiting });
            query.CommandTimeout = 2; // a server that cannot answer this has other troubles than a blocker
            await using var rows = await query.ExecuteReaderAsync().ConfigureAwait(false);
            var blockers = new List<Blocker>();
            while (await rows.ReadAsync().ConfigureAwait(false))
                blockers.Add(new Blocker(rows.GetInt32(0), rows.GetDateTime(1), rows.GetString(2), rows.GetString(3)));
            return blockers;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            return []; // the write itself tells what is wrong with the server
        }
    }

    private async Task End(Blocker blocker)
    {
        await using var command = connections.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and backend_start = $2");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = blocker.Process });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = blocker.Started });
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    [LoggerMessage(111, LogLevel.Warning, "ended session {Process} of '{Application}' ({State}): it kept this silo's commits waiting for {BlockedMs} ms")]
    private partial void LogEnded(int process, string application, string state, long blockedMs);

    [LoggerMessage(112, LogLevel.Error, "session {Process} of '{Application}' keeps this silo's commits waiting, and may not be ended by this user: {Reason}. Run GRANT pg_signal_backend TO this user, or end the session")]
    private partial void LogNotEnded(int process, string application, string reason);
}
