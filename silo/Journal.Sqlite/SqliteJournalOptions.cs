namespace RealtimeGov.Journal.Sqlite;

/// <summary>Where the journal lies.</summary>
public sealed record SqliteJournalOptions
{
    /// <summary>Made when it does not exist; <c>journal.db</c> lies in it.</summary>
    public required string Folder { get; init; }

    /// <summary>Reads under way at once; further ones wait.</summary>
    public int ReadersMax { get; init; } = 8;

    /// <summary>Commits between two checkpoints of the write-ahead log.</summary>
    public int CommitsPerCheckpoint { get; init; } = 200;
}
