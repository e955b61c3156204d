using Npgsql;
using RealtimeGov.Journal.Postgres.Starting;

namespace RealtimeGov.Journal.Postgres.Owning;

/// <summary>How the one row of the table <c>tenure</c> changes hands.</summary>
internal sealed class TenureClaim(NpgsqlConnection connection, string holder, TimeProvider time)
{
    /// <summary>A holder whose session is open but whose beat stood still for so long is taken for frozen: three beats.</summary>
    public static readonly TimeSpan StandsStillMax = 3 * Tenure.BeatEvery;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <returns>The new epoch.</returns>
    /// <exception cref="PostgresStartException">The holder's beat goes on.</exception>
    public async Task<long> Take(CancellationToken cancellation)
    {
        var first = await Look(cancellation).ConfigureAwait(false);
        var since = time.GetTimestamp();
        while (first is { IsOpen: true } && time.GetElapsedTime(since) < StandsStillMax)
        {
            await Task.Delay(LookEvery, time, cancellation).ConfigureAwait(false);
            if (await Look(cancellation).ConfigureAwait(false) is not { IsOpen: true } now) break; // it ended meanwhile
            if (now.Epoch != first.Epoch || now.Beat != first.Beat)
                throw new PostgresStartException($"the journal in database {connection.Database} at {connection.Host}:{connection.Port} is written by {now.Holder}. "
                    + "Stop that process first; or give this one a database of its own.");
        }
        return await Put(first?.Epoch ?? 0, cancellation).ConfigureAwait(false);
    }

    /// <summary>Null when the epoch still stands; else who has taken over.</summary>
    public static async Task<string?> Beat(NpgsqlConnection connection, long epoch, CancellationToken cancellation)
    {
        await using var beat = new NpgsqlCommand($"update tenure set beat = beat + 1, {OwnSession} where epoch = $1", connection)
        {
            Parameters = { new() { Value = epoch } },
        };
        if (await beat.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == 1) return null;
        await using var successor = new NpgsqlCommand("select holder from tenure", connection);
        return (string?)await successor.ExecuteScalarAsync(cancellation).ConfigureAwait(false) ?? "nobody known";
    }

    private const string OwnSession =
        "session = pg_backend_pid(), session_start = (select backend_start from pg_stat_activity where pid = pg_backend_pid())";

    private async Task<Seen?> Look(CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand("""
            select epoch, beat, holder, exists (select from pg_stat_activity where pid = session and backend_start = session_start) from tenure
            """, connection);
        await using var row = await look.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await row.ReadAsync(cancellation).ConfigureAwait(false)
            ? new Seen(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetBoolean(3))
            : null;
    }

    /// <summary>Of several who found the same holder gone, one succeeds.</summary>
    private async Task<long> Put(long seen, CancellationToken cancellation)
    {
        await using var put = new NpgsqlCommand($"""
            insert into tenure (epoch, beat, session_start, session, holder)
            select $1 + 1, 0, backend_start, pid, $2 from pg_stat_activity where pid = pg_backend_pid()
            on conflict (is_only) do update set epoch = $1 + 1, beat = 0, holder = $2, {OwnSession} where tenure.epoch = $1
            """, connection)
        {
            Parameters = { new() { Value = seen }, new() { Value = holder } },
        };
        if (await put.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == 1) return seen + 1;
        throw new PostgresStartException($"another process took the journal in database {connection.Database} at {connection.Host}:{connection.Port} at the same moment. "
            + "Stop it first; or give this one a database of its own.");
    }

    private sealed record Seen(long Epoch, long Beat, string Holder, bool IsOpen);
}
