using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Sqlite.Files;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>What SQLite's error codes mean for an append, and for the store. Source: SQLite, "Result and Error Codes".</summary>
internal static class SqliteErrors
{
    private const int Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, Interrupt = 9, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14,
        Protocol = 15, SchemaChanged = 17, TooBig = 18, Constraint = 19, Mismatch = 20, NotADatabase = 26;
    private const int ConstraintPrimaryKey = 1555, ConstraintUnique = 2067;

    // Shared memory and locks, which file systems over a network lack or only pretend to have.
    private const int ReadLock = 2314, Unlock = 2058, CheckReserved = 3594, Lock = 3850, SharedOpen = 4618, SharedSize = 4874, SharedLock = 5130, SharedMap = 5386;

    public static CommitOutcome Classify(SqliteException e) => e.SqliteErrorCode switch
    {
        Constraint when e.SqliteExtendedErrorCode is ConstraintPrimaryKey or ConstraintUnique => CommitOutcome.KeyConflict,
        Constraint or TooBig or Mismatch => CommitOutcome.DataError,
        Busy or Locked or IoError or Full or ReadOnly or CannotOpen => CommitOutcome.Unknown,
        // The store's or the machine's trouble: no report is to be given up for it.
        NoMemory or Interrupt or Corrupt or Protocol or SchemaChanged or NotADatabase => CommitOutcome.Unknown,
        _ => CommitOutcome.Failed, // looked for by bisection, and the single append given back
    };

    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>Null where it says nothing about the store as a whole.</summary>
    /// <param name="file">The database's.</param>
    public static StoreState? StateOf(SqliteException e, string file) => e.SqliteErrorCode switch
    {
        Full => new StoreState(StoreTrouble.Full, file),
        ReadOnly => new StoreState(StoreTrouble.ReadOnly, file),
        Corrupt or NotADatabase => new StoreState(StoreTrouble.Damaged, file, Said(e)),
        Busy or Locked => new StoreState(StoreTrouble.InUse, file, "another program, which keeps it locked"),
        IoError or CannotOpen when DiskSpace.IsFull(file) => new StoreState(StoreTrouble.Full, file),
        IoError when e.SqliteExtendedErrorCode is ReadLock or Unlock or CheckReserved or Lock or SharedOpen or SharedSize or SharedLock or SharedMap =>
            new StoreState(StoreTrouble.UnsafeFileSystem, file, FileSystems.Describe(file)),
        IoError when FileSystems.Of(file) is { } type && FileSystems.IsDoubtful(type) =>
            new StoreState(StoreTrouble.UnsafeFileSystem, file, FileSystems.Describe(file)),
        IoError or CannotOpen => new StoreState(StoreTrouble.Failing, file, Said(e)),
        _ => null,
    };

    // "SQLite Error 11: 'database disk image is malformed'." is the driver's; SQLite's own words are within.
    private static string Said(SqliteException e)
    {
        var quoted = e.Message.Split('\'');
        return quoted.Length > 2 ? quoted[1] : e.Message;
    }
}
