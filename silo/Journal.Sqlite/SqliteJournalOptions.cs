namespace RealtimeGov.Journal.Sqlite;

/// <summary>Where the journal lies.</summary>
public sealed record SqliteJournalOptions
{
    /// <summary>Made when it does not exist; <c>journal.db</c> lies in it.</summary>
    public required string Folder { get; init; }

    /// <summary>Reads of lists, sums and history under way at once; further ones wait.</summary>
    public int QueriesMax { get; init; } = 4;

    /// <summary>Reads of waking and deciding actors under way at once: apart, so that no query of a stranger keeps a grid waiting.</summary>
    public int ActorReadsMax { get; init; } = 4;

    /// <summary>Commits between two checkpoints of the write-ahead log.</summary>
    public int CommitsPerCheckpoint { get; init; } = 200;
}
