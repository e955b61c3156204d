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

    /// <summary>
    /// How long what is written may be in the log alone: a town that seldom writes would otherwise keep months there, where a
    /// copy of <c>journal.db</c> lacks them.
    /// </summary>
    public TimeSpan LogAgeMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A database up to this size is looked through before the start is over, as far as <see cref="ChecksWaitMax"/> reaches.</summary>
    public long CheckedAtOnceBytes { get; init; } = 64_000_000;

    /// <summary>How long the start waits for the checks of a small database.</summary>
    public TimeSpan ChecksWaitMax { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>When the checks of a larger one begin: the start comes first.</summary>
    public TimeSpan ChecksAfter { get; init; } = TimeSpan.FromSeconds(30);
}
