using Microsoft.Extensions.Logging;
using RealtimeGov.Domain.Audit;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.People;

namespace RealtimeGov.Gateway.Audit;

/// <summary>
/// Brings the journal's changes by people and services into the audit, half a minute after they were committed at the latest. The
/// journal is the record; the audit makes an event that was altered or taken out of it show.
/// </summary>
internal sealed partial class AuditChanges(AuditFile file, IReadModel readModel, TimeProvider time, ILogger<AuditChanges> log) : RoundService(time, TimeSpan.FromSeconds(1), Every)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>So far back is looked again: an event is recorded before it is committed, and its silo may wait for its database.</summary>
    public static readonly TimeSpan LooksBack = TimeSpan.FromMinutes(5);

    private const int PageRows = 500;

    private readonly TimeProvider time = time;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, long> recent = new(StringComparer.Ordinal); // names of changes within reach of looking back
    private long upToUs;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, entry) in AuditFile.Read(file.Path))
            if (entry is { Kind: AuditKind.Change }) Remember(entry.What, entry.AtUs);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        turn.Dispose();
    }

    /// <summary>Brings what is in the journal and not in the audit yet; how many entries were added.</summary>
    public async Task<int> Collect(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await CollectInTurn(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<int> CollectInTurn(CancellationToken cancellation)
    {
        var beforeUs = Instant.From(time.GetUtcNow()) + 1;
        var fromUs = Math.Max(0, upToUs - (long)LooksBack.TotalMicroseconds);
        var (added, page) = (0, await readModel.Query(ChangeRow.Between(fromUs, beforeUs, PageRows), cancellation));
        while (page.Count > 0)
        {
            var missing = page.Where(change => !recent.ContainsKey(change.Name)).ToList();
            if (missing.Count > 0) file.Append([.. missing.Select(Entry)]);
            foreach (var change in missing) Remember(change.Name, change.RecordedAtUs);
            added += missing.Count;
            page = page.Count < PageRows ? [] : await readModel.Query(ChangeRow.After(page[^1], beforeUs, PageRows), cancellation);
        }
        upToUs = Math.Max(upToUs, beforeUs);
        Forget();
        return added;
    }

    private static (long, AuditKind, string, string, string, string, string) Entry(ChangeRow change)
    {
        var salt = AuditContent.NewSalt();
        return (change.RecordedAtUs, AuditKind.Change, AuditContent.WhoOf(change), change.Name, Convert.ToHexStringLower(change.CommandId), salt, AuditContent.DigestOf(salt, change));
    }

    private void Remember(string name, long atUs)
    {
        recent[name] = atUs;
        upToUs = Math.Max(upToUs, atUs);
    }

    private void Forget()
    {
        var reachUs = upToUs - 2 * (long)LooksBack.TotalMicroseconds;
        foreach (var (name, atUs) in recent.ToList())
            if (atUs < reachUs) recent.Remove(name);
    }

    protected override Task Round(CancellationToken cancellation) => Collect(cancellation);

    protected override void Failed(Exception error) => LogFailed(error);

    [LoggerMessage(1, LogLevel.Warning, "changes were not brought into the audit; the next round tries again")]
    private partial void LogFailed(Exception error);
}
