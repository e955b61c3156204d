using Microsoft.Extensions.Logging;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Commit;

/// <summary>
/// One cycle of the committer: gets each append of a batch to its fate, so that one bad append spoils nobody else's.
/// </summary>
internal sealed partial class GroupCommit(IJournalStore store, CommitterOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>A conflict that no append of the batch accounts for is gone when looked at; after so many it counts as bad data.</summary>
    private const int UnexplainedMax = 3;

    private readonly Poison poison = new();

    public async Task Run(List<Pending> batch, CancellationToken stopping)
    {
        var work = new List<Pending>(batch.Count);
        foreach (var pending in batch)
        {
            if (pending.Append is null) poison.Release(pending.Released);
            else work.Add(pending);
        }
        try
        {
            await Commit(work, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogStoppedUndecided(work.Count(p => !p.IsDecided));
        }
    }

    private async Task Commit(List<Pending> work, CancellationToken stopping)
    {
        var unexplained = 0;
        var wait = options.RetryFirst;
        await RejectPoisoned(work, stopping);
        if (SplitOffRepeatedClaims(work) is { Count: > 0 } later)
        {
            await Commit(work, stopping);
            await Commit(later, stopping);
            return;
        }
        while (work.Count > 0)
        {
            var appends = work.ConvertAll(p => p.Append!);
            var attempt = await Attempt(appends, stopping);
            switch (attempt.Outcome)
            {
                case CommitOutcome.Committed:
                    foreach (var pending in work) pending.Decide(AppendResult.Durable);
                    return;
                case CommitOutcome.KeyConflict when unexplained < UnexplainedMax:
                    if (!await DropCulprits(work, appends, stopping)) unexplained++;
                    break;
                case CommitOutcome.Unknown when attempt.MetDamage:
                    // Trying it again would keep all others waiting for ever: who meets the damage is asked to send again.
                    LogRefused(attempt.Outcome, attempt.Detail, work.Count);
                    await Bisect(work, attempt.Outcome, stopping);
                    return;
                case CommitOutcome.Unknown:
                    LogUnknown(attempt.Detail, work.Count);
                    await Task.Delay(wait, time, stopping);
                    wait = Longer(wait);
                    break;
                default:
                    LogRefused(attempt.Outcome, attempt.Detail, work.Count);
                    await Bisect(work, attempt.Outcome, stopping);
                    return;
            }
        }
    }

    /// <summary>Only what comes new to the cycle: within a batch, poison falls on what stands after the culprit, never before it.
    /// They hear which of their ids are held, so that their grain decides once more, not twice.</summary>
    private async Task RejectPoisoned(List<Pending> work, CancellationToken stopping)
    {
        var poisoned = work.FindAll(p =>
        {
            if (!poison.Holds(p.Append!)) return false;
            poison.Spread(p.Append!); // to the streams that only this one has
            return true;
        });
        if (poisoned.Count == 0) return;
        var standings = await Inspect(poisoned.ConvertAll(p => p.Append!), stopping);
        foreach (var (pending, standing) in poisoned.Zip(standings)) pending.Decide(standing.IsUnreadable ? AppendResult.Unknown : AppendResult.Conflict(standing.ClaimsHeld));
        work.RemoveAll(p => p.IsDecided);
    }

    /// <summary>
    /// Two appends of one batch that claim one id cannot share a transaction: the later, with all that its incarnation
    /// decided after it, goes in a second one, where it is told who holds the id.
    /// </summary>
    private static List<Pending> SplitOffRepeatedClaims(List<Pending> work)
    {
        var claimed = new HashSet<(Guid, bool)>();
        var deferred = new HashSet<long>();
        var later = new List<Pending>();
        foreach (var pending in work)
        {
            var append = pending.Append!;
            if (deferred.Contains(append.Incarnation) || append.Claims.Any(c => claimed.Contains((c.ReportId, c.Refused))))
            {
                deferred.Add(append.Incarnation);
                later.Add(pending);
            }
            else foreach (var claim in append.Claims) claimed.Add((claim.ReportId, claim.Refused));
        }
        if (later.Count > 0) work.RemoveAll(later.ToHashSet().Contains);
        return later;
    }

    private async Task<CommitAttempt> Attempt(List<Append> appends, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested(); // a store need not look
        try
        {
            return await store.Commit(appends, stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            return new CommitAttempt(CommitOutcome.Unknown, e.Message); // a store that breaks its promise knows nothing
        }
    }

    /// <summary>Settles what is there already, poisons what can never be. True when the batch became smaller.</summary>
    private async Task<bool> DropCulprits(List<Pending> work, List<Append> appends, CancellationToken stopping)
    {
        var standings = await Inspect(appends, stopping);
        var survivors = new Heads();
        for (var i = 0; i < work.Count; i++)
        {
            var (pending, standing) = (work[i], standings[i]);
            var isCulprit = standing.ClaimsHeld.Count > 0 || !survivors.Allow(pending.Append!, standing);
            if (standing.IsPresent) pending.Decide(AppendResult.Durable);
            else if (!isCulprit && !poison.Holds(pending.Append!)) survivors.Extend(pending.Append!);
            else
            {
                poison.Spread(pending.Append!);
                // Of what cannot be read nothing is known: to decide it again at once would meet the same.
                pending.Decide(standing.IsUnreadable ? AppendResult.Unknown : AppendResult.Conflict(standing.ClaimsHeld));
                LogPoisoned(pending.Append!.Slices[0].Stream, pending.Append.Slices[0].FirstSeq, standing.Slices[0], standing.ClaimsHeld.Count);
            }
        }
        return work.RemoveAll(p => p.IsDecided) > 0;
    }

    private async Task<IReadOnlyList<Standing>> Inspect(List<Append> appends, CancellationToken stopping)
    {
        for (var wait = options.RetryFirst; ; wait = Longer(wait))
        {
            try
            {
                return await store.Inspect(appends, stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                LogUnknown(e.Message, appends.Count);
                await Task.Delay(wait, time, stopping);
            }
        }
    }

    private async Task Bisect(List<Pending> work, CommitOutcome outcome, CancellationToken stopping)
    {
        if (work.Count == 1)
        {
            poison.Spread(work[0].Append!);
            // Only data that the store refuses for itself is its sender's fault; all else is ours, and may pass.
            work[0].Decide(outcome switch
            {
                CommitOutcome.DataError => AppendResult.InvalidData,
                CommitOutcome.Unknown => AppendResult.Unknown,
                _ => AppendResult.Conflict([]),
            });
            return;
        }
        var half = work.Count / 2;
        await Commit(work[..half], stopping);
        await Commit(work[half..], stopping); // what the first half poisoned is rejected there
    }

    private TimeSpan Longer(TimeSpan wait) => wait * 2 < options.RetryMax ? wait * 2 : options.RetryMax;
}
