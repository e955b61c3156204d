namespace RealtimeGov.Journal.Postgres;

/// <summary>Which database holds the journal, and how long to wait for it.</summary>
public sealed record PostgresJournalOptions
{
    /// <summary>
    /// As Npgsql reads it: host, port, database, user name, password. To the server itself: a pooler that hands sessions
    /// around takes the settings away that keep commits durable.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>Reads under way at once; further ones wait. From 1.</summary>
    public int ReadersMax { get; init; } = 8;

    /// <summary>How long starting waits for a server that cannot be reached, or is just starting itself. From 1 s.</summary>
    public TimeSpan ConnectMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After so long without a word from the server a connection counts as lost. From 1 s.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A session that keeps a commit waiting for longer than this is ended, whoever it belongs to.</summary>
    public TimeSpan BlockedMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Events of a batch from which they are copied rather than sent as arrays: copying costs the server less a row, and
    /// several turns of the network a batch. From 1; the default is where the two met on the reference machine.
    /// </summary>
    public int CopyFromEvents { get; init; } = 1_000;

    /// <summary>True of a silo that the cluster's membership declared dead: what it left open is ended at once.</summary>
    public Func<string, bool> IsDead { get; init; } = _ => false;

    /// <exception cref="ArgumentException">Names the option that is out of range.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ConnectionString, nameof(ConnectionString));
        ArgumentOutOfRangeException.ThrowIfLessThan(ReadersMax, 1, nameof(ReadersMax));
        ArgumentOutOfRangeException.ThrowIfLessThan(CopyFromEvents, 1, nameof(CopyFromEvents));
        ArgumentOutOfRangeException.ThrowIfLessThan(ConnectMax, TimeSpan.FromSeconds(1), nameof(ConnectMax));
        ArgumentOutOfRangeException.ThrowIfLessThan(SilenceMax, TimeSpan.FromSeconds(1), nameof(SilenceMax));
        ArgumentOutOfRangeException.ThrowIfLessThan(BlockedMax, TimeSpan.Zero, nameof(BlockedMax));
    }
}
