using Npgsql;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Postgres;

/// <summary>What a failure means for the appends of a transaction. Source: PostgreSQL, appendix A, "Error Codes".</summary>
internal static class SqlStates
{
    public const string LockNotAvailable = "55P03";
    public const string CannotConnectNow = "57P03";
    public const string InsufficientPrivilege = "42501";
    public const string UnknownDatabase = "3D000";
    public const string InvalidPassword = "28P01";
    private const string UniqueViolation = "23505";
    public const string ReadOnlyTransaction = "25006";
    public const string DiskFull = "53100";
    private const string DataCorrupted = "XX001", IndexCorrupted = "XX002";

    /// <summary>A lock time-out leaves the outcome unknown too: who blocks is looked for before the next try.</summary>
    public static CommitOutcome Classify(Exception e) => e switch
    {
        PostgresException server => Classify(server.SqlState),
        NpgsqlException or IOException or TimeoutException => CommitOutcome.Unknown, // the connection was lost
        _ => CommitOutcome.DataError, // the driver could not write it: text that is no Unicode, for instance
    };

    public static bool IsDamage(Exception e) => e is PostgresException { SqlState: DataCorrupted or IndexCorrupted };

    /// <summary>What a failure says about the store as a whole; null where it says nothing.</summary>
    public static StoreState? StateOf(Exception e) => e switch
    {
        PostgresException { SqlState: DiskFull } => new StoreState(StoreTrouble.Full, Place),
        PostgresException { SqlState: ReadOnlyTransaction } => new StoreState(StoreTrouble.ReadOnly, Place, "a stand-by, or default_transaction_read_only"),
        PostgresException damaged when IsDamage(damaged) => new StoreState(StoreTrouble.Damaged, Place, damaged.MessageText),
        PostgresException { SqlState: var state } server when state.StartsWith("58", StringComparison.Ordinal) => new StoreState(StoreTrouble.Failing, Place, server.MessageText),
        PostgresException { SqlState: var state } server when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P0", StringComparison.Ordinal) =>
            new StoreState(StoreTrouble.Unreachable, Place, server.MessageText),
        PostgresException => null,
        NpgsqlException or IOException or TimeoutException => new StoreState(StoreTrouble.Unreachable, Place), // what the driver says names hosts
        _ => null,
    };

    private const string Place = "PostgreSQL";

    public static bool IsAuthentication(string state) => state.StartsWith("28", StringComparison.Ordinal);

    private static CommitOutcome Classify(string state) => state switch
    {
        UniqueViolation => CommitOutcome.KeyConflict,
        LockNotAvailable or ReadOnlyTransaction => CommitOutcome.Unknown, // the latter: a stand-by that is not the primary yet
        DataCorrupted or IndexCorrupted => CommitOutcome.Unknown, // no report is given up for it
        _ => state[..2] switch
        {
            "22" or "23" or "54" => CommitOutcome.DataError, // data, constraints other than keys, limits
            "08" or "40" or "53" or "57" or "58" => CommitOutcome.Unknown, // connection, rollback, resources, operator, system
            _ => CommitOutcome.DataError, // anything else: looked for by bisection, and the single append poisoned
        },
    };
}
