using Microsoft.Extensions.Logging;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Gateway.Privacy;

/// <summary>
/// Brings what declines erased from the journal into the ledger, which lies outside of the database: within ten seconds, and once
/// at each start. A database that is lost in between takes those of the last seconds with it.
/// </summary>
internal sealed partial class ErasedContents(ErasureLedger ledger, IReadModel readModel, TimeProvider time, ILogger<ErasedContents> log) : RoundService(time, TimeSpan.Zero, Every)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>So far back is looked again: an erasure has the time of its command, and its silo may wait for its database.</summary>
    public static readonly TimeSpan LooksBack = TimeSpan.FromMinutes(5);

    private readonly TimeProvider time = time;
    private HashSet<(string, ulong, ulong)> noted = []; // of those that the next round looks at again
    private long upToUs;

    /// <summary>Whoever copies the folder after a stop finds all of them in the ledger.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Round(cancellationToken);
        }
        catch (Exception error)
        {
            Failed(error);
        }
    }

    protected override async Task Round(CancellationToken cancellation)
    {
        var nowUs = Instant.From(time.GetUtcNow());
        var erased = await readModel.Query(ErasedContent.Since(Math.Max(0, upToUs - (long)LooksBack.TotalMicroseconds)), cancellation);
        var unseen = erased.Where(one => !noted.Contains((one.Stream, one.FromSeq, one.ToSeq))).ToList();
        if (unseen.Count > 0) await ledger.Note(unseen, cancellation);
        noted = [.. erased.Select(one => (one.Stream, one.FromSeq, one.ToSeq))];
        upToUs = nowUs;
    }

    protected override void Failed(Exception error) => LogFailed(error);

    [LoggerMessage(1, LogLevel.Warning, "what was erased was not brought into erasures.log; the next round tries again")]
    private partial void LogFailed(Exception error);
}
