using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>What SQLite's error codes mean for an append. Source: SQLite, "Result and Error Codes".</summary>
internal static class SqliteErrors
{
    private const int Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, Interrupt = 9, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14,
        Protocol = 15, SchemaChanged = 17, TooBig = 18, Constraint = 19, Mismatch = 20, NotADatabase = 26;
    private const int ConstraintPrimaryKey = 1555, ConstraintUnique = 2067;

    public static CommitOutcome Classify(SqliteException e) => e.SqliteErrorCode switch
    {
        Constraint when e.SqliteExtendedErrorCode is ConstraintPrimaryKey or ConstraintUnique => CommitOutcome.KeyConflict,
        Constraint or TooBig or Mismatch => CommitOutcome.DataError,
        Busy or Locked or IoError or Full or ReadOnly or CannotOpen => CommitOutcome.Unknown,
        // The store's or the machine's trouble: no report is to be given up for it.
        NoMemory or Interrupt or Corrupt or Protocol or SchemaChanged or NotADatabase => CommitOutcome.Unknown,
        _ => CommitOutcome.Failed, // looked for by bisection, and the single append given back
    };
}
