namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>A session that keeps a committer waiting.</summary>
/// <param name="Process">The server's process; with <paramref name="Started"/> it names one session for good.</param>
/// <param name="Application">Its application_name.</param>
/// <param name="State">As pg_stat_activity has it: active, idle in transaction, ...</param>
internal sealed record Blocker(int Process, DateTime Started, string Application, string State)
{
    /// <summary>
    /// Whether to end it. The silo's own name is a former session of it, or of the process before; a dead silo's is
    /// never coming back by itself; anybody else has its time. Ending the wrong one is harmless: its append is tried
    /// again, and told how it stands.
    /// </summary>
    public bool IsToEnd(string silo, Func<string, bool> isDead, bool isOverdue)
    {
        if (SessionName.Parse(Application) is { } committer && (committer.Silo == silo || isDead(committer.Silo))) return true;
        // A schema change at work may take its time; one whose program stands still may not.
        var changesSchema = Application == ConnectionStrings.SchemaName && State == "active";
        return isOverdue && !changesSchema;
    }
}
