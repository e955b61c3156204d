using Npgsql;

namespace RealtimeGov.Journal.Postgres;

/// <summary>The kinds of session that a journal keeps, told apart by application_name in pg_stat_activity.</summary>
internal static class ConnectionStrings
{
    public const string Prefix = "realtimegov/";
    public const string SchemaName = Prefix + "schema";

    /// <summary>How long a statement waits for another session's uncommitted key.</summary>
    public const int LockTimeoutMs = 500;

    /// <summary>The session of the start: as the connection string has it, so that unsafe settings are seen.</summary>
    public static string Starting(PostgresJournalOptions options)
    {
        var builder = Common(options, SchemaName);
        builder.Pooling = false;
        return builder.ToString();
    }

    /// <summary>
    /// A committer's own session, which no time-out that somebody set for the role or the database ends. Plans are made once, for an index each: the tables grow faster than their statistics,
    /// and a plan made over an empty table would read all of the full one.
    /// </summary>
    public static string Committing(PostgresJournalOptions options, string applicationName)
    {
        var builder = Common(options, applicationName);
        builder.Pooling = false;
        builder.MaxAutoPrepare = 64; // more than there are statements
        builder.AutoPrepareMinUsages = 2;
        builder.WriteBufferSize = 64 * 1024;
        builder.Options += $" -c synchronous_commit=on -c lock_timeout={LockTimeoutMs} -c statement_timeout=0 -c idle_session_timeout=0"
            + " -c jit=off -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";
        return builder.ToString();
    }

    public static string Reading(PostgresJournalOptions options)
    {
        var builder = Common(options, Prefix + "read");
        builder.MaxPoolSize = options.ReadersMax;
        builder.MaxAutoPrepare = 32;
        builder.AutoPrepareMinUsages = 2;
        builder.Options += " -c jit=off -c default_transaction_read_only=on";
        return builder.ToString();
    }

    /// <summary>Snapshots, and looks at who keeps a committer waiting.</summary>
    public static string Watching(PostgresJournalOptions options)
    {
        var builder = Common(options, Prefix + "watch");
        builder.MaxPoolSize = 4;
        return builder.ToString();
    }

    private static NpgsqlConnectionStringBuilder Common(PostgresJournalOptions options, string applicationName) => new(options.ConnectionString)
    {
        ApplicationName = applicationName,
        Timeout = Seconds(options.ConnectMax),
        CommandTimeout = Seconds(options.SilenceMax),
        KeepAlive = Seconds(options.SilenceMax),
        IncludeErrorDetail = false, // details hold reports' contents, which do not belong in logs
        Enlist = false,
    };

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
