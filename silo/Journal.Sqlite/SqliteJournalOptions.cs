namespace RealtimeGov.Journal.Sqlite;

/// <summary>Where the journal lies.</summary>
public sealed record SqliteJournalOptions
{
    /// <summary>Made when it does not exist; <c>journal.db</c> lies in it.</summary>
    public required string Folder { get; init; }

    /// <summary>Reads of lists, sums and history under way at once; further ones wait.</summary>
    public int QueriesMax { get; init; } = 4;

    /// <summary>Reads of waking and deciding grains under way at once: apart, so that no query of a stranger keeps a grid waiting.</summary>
    public int GrainReadsMax { get; init; } = 4;

    /// <summary>
    /// Pages of 4 kB written between two checkpoints of the write-ahead log: enough that a page which many commits change is
    /// moved once, few enough that the log begins anew, over pages that are there, before it has become long.
    /// </summary>
    public int PagesPerCheckpoint { get; init; } = 16_000;
}
