using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Commit;

/// <summary>
/// The one way into the journal of a silo: appends in the order in which they came, each transaction taking all that
/// arrived while the previous one was flushing.
/// </summary>
public sealed class Committer : IAsyncDisposable
{
    private readonly Channel<Pending> queue = Channel.CreateUnbounded<Pending>(new() { SingleReader = true }); // bounded by HasRoom at the grains' entry
    private readonly CancellationTokenSource stopping = new();
    private readonly CommitterOptions options;
    private readonly GroupCommit commit;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Task loop;
    private int inFlight;
    private volatile bool isAbandoned;

    public Committer(IJournalStore store, CommitterOptions options, TimeProvider time, ILogger logger)
    {
        (this.options, this.time, this.logger) = (options, time, logger);
        commit = new GroupCommit(store, options, time, logger);
        loop = Task.Run(Run);
    }

    /// <summary>False when so much waits that no further decision should be taken: answer RETRY.</summary>
    public bool HasRoom => Volatile.Read(ref inFlight) < options.AppendsMax;

    /// <summary>Appends queued or in flight.</summary>
    public int Depth => Volatile.Read(ref inFlight);

    /// <summary>Queues an append, which is complete once its fate is known. Never refuses: ask <see cref="HasRoom"/> before deciding.</summary>
    public Task<AppendResult> Commit(Append append)
    {
        var pending = new Pending(append);
        Interlocked.Increment(ref inFlight);
        if (queue.Writer.TryWrite(pending)) return pending.Result;
        Interlocked.Decrement(ref inFlight);
        return isAbandoned ? pending.Result : Task.FromResult(AppendResult.Unknown);
    }

    /// <summary>Forgets an incarnation's poison. To be called when each of its appends is answered, and it will queue no more.</summary>
    public void Release(long incarnation)
    {
        Interlocked.Increment(ref inFlight);
        if (!queue.Writer.TryWrite(new Pending(incarnation))) Interlocked.Decrement(ref inFlight);
    }

    /// <summary>Takes no more, and waits until what is queued is durable, at most <see cref="CommitterOptions.StopMax"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        if (!loop.IsCompleted) stopping.CancelAfter(options.StopMax);
        await loop;
    }

    /// <summary>
    /// As a crash would end it: takes no more, and what is queued is not written; what is with the store just now may be.
    /// Nobody is answered from now on, because a silo that crashed says nothing: its callers ask again elsewhere, where an
    /// answer of it would have had them send again. Complete when nothing more will be written.
    /// </summary>
    public async Task Abandon()
    {
        isAbandoned = true;
        queue.Writer.TryComplete();
        await stopping.CancelAsync();
        await loop;
    }

    /// <summary>Whatever goes wrong, each append gets an answer: an undecided one that it may be durable.</summary>
    private async Task RunSafely(List<Pending> batch)
    {
        try { await commit.Run(batch, stopping.Token); }
        catch (Exception e) { CommitterLog.Broken(logger, e, batch.Count); }
    }

    private async Task Run()
    {
        var batch = new List<Pending>(options.BatchMax);
        while (await queue.Reader.WaitToReadAsync())
        {
            for (var events = 0; batch.Count < options.BatchMax && events < options.BatchEventsMax && queue.Reader.TryRead(out var pending);)
            {
                batch.Add(pending);
                events += pending.Append?.EventCount ?? 0;
            }
            var began = time.GetTimestamp();
            await RunSafely(batch);
            CommitMeter.Committed(batch.Count, time.GetElapsedTime(began));
            Interlocked.Add(ref inFlight, -batch.Count);
            if (!isAbandoned) foreach (var pending in batch) pending.Answer();
            batch.Clear();
        }
    }
}
