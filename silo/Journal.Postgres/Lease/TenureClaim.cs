using Npgsql;
using RealtimeGov.Journal.Postgres.Startup;

namespace RealtimeGov.Journal.Postgres.Lease;

/// <summary>
/// How the one row of the table <c>tenure</c> changes hands: from one process that writes alone to the next, and between
/// such a process and the silos of a cluster. Silos hold it together: no one session keeps it, and its beat is that of
/// whichever of them lives.
/// </summary>
internal sealed class TenureClaim(NpgsqlConnection connection, string holder, TimeProvider time)
{
    /// <summary>A holder whose beat stood still for so long is taken for frozen, or all silos for gone: three beats.</summary>
    public static readonly TimeSpan StandsStillMax = 3 * Tenure.BeatEvery;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Looks of a silo at a row that others change just then: silos that start at once need two.</summary>
    private const int JoinsMax = 5;

    private const string OwnSession = "pg_backend_pid()";
    private const string OwnStart = "(select backend_start from pg_stat_activity where pid = pg_backend_pid())";

    // Of a row that silos hold.
    private const string NoSession = "0";
    private const string NoStart = "'epoch'";

    /// <summary>For a process that writes alone.</summary>
    /// <returns>The new epoch.</returns>
    /// <exception cref="PostgresStartException">The holder's beat goes on.</exception>
    public async Task<long> Take(CancellationToken cancellation)
    {
        var seen = await Look(cancellation).ConfigureAwait(false);
        await Outlast(seen, isSilo: false, cancellation).ConfigureAwait(false);
        return await Put(seen?.Epoch ?? 0, OwnSession, OwnStart, cancellation).ConfigureAwait(false) ?? throw new PostgresStartException(
            $"another process took the journal in {Database} at the same moment. Stop it first; or give this one a database of its own.");
    }

    /// <summary>For a silo: the epoch of the silos that hold it already, or a new one.</summary>
    /// <returns>The epoch, which all silos have in common.</returns>
    /// <exception cref="PostgresStartException">A process that writes alone holds it, and its beat goes on.</exception>
    public async Task<long> Join(CancellationToken cancellation)
    {
        for (var look = 0; look < JoinsMax; look++)
        {
            var seen = await Look(cancellation).ConfigureAwait(false);
            if (seen is { IsShared: true })
            {
                if (await Beat(connection, seen.Epoch, holder, cancellation).ConfigureAwait(false) is null) return seen.Epoch;
                continue; // it went to another kind of holder since the look
            }
            await Outlast(seen, isSilo: true, cancellation).ConfigureAwait(false);
            if (await Put(seen?.Epoch ?? 0, NoSession, NoStart, cancellation).ConfigureAwait(false) is { } epoch) return epoch;
        }
        throw new PostgresStartException($"the journal in {Database} changes hands again and again. Stop all that runs on it, then start this silo.");
    }

    /// <summary>Null when the epoch still stands; else who has taken over.</summary>
    /// <param name="silo">Null for a process that writes alone.</param>
    public static async Task<string?> Beat(NpgsqlConnection connection, long epoch, string? silo, CancellationToken cancellation)
    {
        await using var beat = new NpgsqlCommand($"update tenure set beat = beat + 1, {(silo is null ? $"session = {OwnSession}, session_start = {OwnStart}" : "holder = $2")} where epoch = $1", connection)
        {
            Parameters = { new() { Value = epoch } },
        };
        if (silo is not null) beat.Parameters.Add(new() { Value = silo });
        if (await beat.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == 1) return null;
        await using var successor = new NpgsqlCommand("select holder from tenure", connection);
        return (string?)await successor.ExecuteScalarAsync(cancellation).ConfigureAwait(false) ?? "nobody known";
    }

    private string Database => $"database {connection.Database} at {connection.Host}:{connection.Port}";

    /// <summary>Comes back when the holder is known to be gone or to stand still; or another silo was quicker than this one.</summary>
    private async Task Outlast(Seen? first, bool isSilo, CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        while (first is { MayLive: true } && time.GetElapsedTime(since) < StandsStillMax)
        {
            await Task.Delay(LookEvery, time, cancellation).ConfigureAwait(false);
            if (await Look(cancellation).ConfigureAwait(false) is not { MayLive: true } now) return; // it ended meanwhile
            if (isSilo && now.IsShared) return;
            if (now.Epoch != first.Epoch || now.Beat != first.Beat) throw Refused(now);
        }
    }

    private PostgresStartException Refused(Seen now) => new($"the journal in {Database} is written by {now.Holder}"
        + (now.IsShared
            ? ", one of a cluster's silos. Stop all of them first, or start a gateway of that cluster instead; or give this one a database of its own."
            : ". Stop that process first; or give this one a database of its own."));

    private async Task<Seen?> Look(CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand($"""
            select epoch, beat, holder, session = {NoSession}, exists (select from pg_stat_activity where pid = session and backend_start = session_start)
            from tenure
            """, connection);
        await using var row = await look.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await row.ReadAsync(cancellation).ConfigureAwait(false)
            ? new Seen(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetBoolean(3), row.GetBoolean(4))
            : null;
    }

    /// <summary>Of several who found the same holder gone, one succeeds; the others get null.</summary>
    private async Task<long?> Put(long seen, string session, string start, CancellationToken cancellation)
    {
        await using var put = new NpgsqlCommand($"""
            insert into tenure as held (epoch, beat, session_start, session, holder) values ($1 + 1, 0, {start}, {session}, $2)
            on conflict (is_only) do update
            set epoch = excluded.epoch, beat = 0, session_start = excluded.session_start, session = excluded.session, holder = excluded.holder
            where held.epoch = $1
            """, connection)
        {
            Parameters = { new() { Value = seen }, new() { Value = holder } },
        };
        return await put.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == 1 ? seen + 1 : null;
    }

    /// <param name="IsShared">By the silos of a cluster.</param>
    /// <param name="IsOpen">The session of a process that writes alone is there.</param>
    private sealed record Seen(long Epoch, long Beat, string Holder, bool IsShared, bool IsOpen)
    {
        public bool MayLive => IsShared || IsOpen;
    }
}
