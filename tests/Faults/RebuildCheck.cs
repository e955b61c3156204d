using RealtimeGov.Journal.Rebuild;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Projections;

namespace RealtimeGov.Tests.Faults;

/// <summary>After a scenario: the read model is what the journal makes.</summary>
public static class RebuildCheck
{
    /// <param name="folder">Of a journal in SQLite, open or closed.</param>
    public static Task HasNoDifference(string folder) => HasNoDifference(SqliteRebuild.Open(folder));

    /// <param name="session">Disposed here.</param>
    public static async Task HasNoDifference(IRebuildStore session)
    {
        await using var own = session;
        var differences = await new RebuildRun(session, Catalog.Streams, _ => { }).Run(check: true, CancellationToken.None);
        if (differences.Count > 0)
            throw new InvalidOperationException($"J14: a rebuild finds {differences.Count} rows that differ, first {string.Join("; ", differences.Take(5))}");
    }
}
