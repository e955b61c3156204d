using Microsoft.Extensions.Logging;
using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Outbox;

/// <summary>
/// Sends a silo's durable messages: in order within a lane, which is one sender and one target, each again until it is
/// acknowledged. Memory is only a shortcut: what is not in it is read from the store.
/// </summary>
/// <param name="deliver">Calls the receiver; throws where no answer came.</param>
public sealed partial class OutboxSender(
    IOutbox outbox, Func<OutboxMessage, Task<Reception>> deliver, TimeProvider time, ILogger logger, CancellationToken stopping)
{
    /// <summary>Messages of one lane held in memory; the rest of them wait in the store alone. Some 500 bytes each.</summary>
    public const int LaneMax = 256;

    /// <summary>Messages read at once of what a crash left behind.</summary>
    public const int RecoverMax = 1_000;

    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Sender, string Target), Lane> lanes = [];

    /// <summary>Lanes with something unsent.</summary>
    public int Busy
    {
        get
        {
            lock (gate) return lanes.Count;
        }
    }

    /// <summary>True while something of this sender is unsent: its grain stays.</summary>
    public bool IsBusy(string sender)
    {
        lock (gate) return lanes.Keys.Any(lane => lane.Sender == sender);
    }

    /// <summary>Takes messages of one append once it is durable.</summary>
    public void Send(IReadOnlyList<OutboxMessage> messages)
    {
        foreach (var message in messages) Send(message);
    }

    /// <summary>Sends what a crash or a move left behind. To be called for the grids that a silo takes over.</summary>
    public async Task Recover(IReadOnlyCollection<string> grids)
    {
        var pending = await outbox.OfGrids(grids, RecoverMax, stopping).ConfigureAwait(false);
        foreach (var lane in pending.DistinctBy(m => (m.Sender, m.Target))) Wake((lane.Sender, lane.Target));
        if (pending.Count == RecoverMax) LogMoreWaits(RecoverMax);
    }

    private void Send(OutboxMessage message)
    {
        lock (gate)
        {
            var key = (message.Sender, message.Target);
            if (!lanes.TryGetValue(key, out var lane)) lanes[key] = lane = new Lane();
            // What does not fit is read from the store, where it is, when the lane comes to it.
            if (lane.Waiting.Count >= LaneMax || lane.IsBehind) lane.IsBehind = true;
            else lane.Waiting.Enqueue(message);
            Start(key, lane);
        }
    }

    private void Wake((string Sender, string Target) key)
    {
        lock (gate)
        {
            if (!lanes.TryGetValue(key, out var lane)) lanes[key] = lane = new Lane();
            lane.IsBehind = true;
            Start(key, lane);
        }
    }

    private void Start((string, string) key, Lane lane)
    {
        if (lane.IsRunning) return;
        lane.IsRunning = true;
        _ = Task.Run(() => Run(key, lane), CancellationToken.None);
    }

    private async Task Run((string Sender, string Target) key, Lane lane)
    {
        var wait = RetryFirst;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await Next(key, lane).ConfigureAwait(false) is not { } message) return;
                if (await deliver(message).ConfigureAwait(false) == Reception.PredecessorMissing)
                {
                    Reread(lane); // it is in the store, for the receiver has not acknowledged it
                    throw new InvalidOperationException($"{message.Target} lacks what {message.Sender} sent before {message.Seq}");
                }
                await outbox.Acknowledge(message, stopping).ConfigureAwait(false);
                Done(lane, message);
                wait = RetryFirst;
            }
            catch (Exception e)
            {
                if (stopping.IsCancellationRequested) return;
                LogAgain(key.Sender, key.Target, e.Message);
                await Task.Delay(wait, time, CancellationToken.None).ConfigureAwait(false);
                wait = wait * 2 < RetryMax ? wait * 2 : RetryMax;
            }
        }
    }

    /// <summary>The lane's next message; null when there is none, and then the lane is gone.</summary>
    private async Task<OutboxMessage?> Next((string Sender, string Target) key, Lane lane)
    {
        while (true)
        {
            lock (gate)
            {
                if (lane.Waiting.TryPeek(out var next)) return next;
                if (!lane.IsBehind)
                {
                    lanes.Remove(key);
                    return null;
                }
                lane.IsBehind = false; // before the read: what is sent during it is read, or marks the lane anew
            }
            var pending = await ReadLane(key, lane).ConfigureAwait(false);
            lock (gate)
            {
                // Whatever was sent during the read is in the store too; in memory it would come before what was read.
                lane.IsBehind |= lane.Waiting.Count > 0 || pending.Count == LaneMax;
                lane.Waiting.Clear();
                foreach (var message in pending) lane.Waiting.Enqueue(message);
            }
        }
    }

    private async Task<IReadOnlyList<OutboxMessage>> ReadLane((string Sender, string Target) key, Lane lane)
    {
        try
        {
            return await outbox.OfLane(key.Sender, key.Target, LaneMax, stopping).ConfigureAwait(false);
        }
        catch
        {
            Reread(lane);
            throw;
        }
    }

    private void Reread(Lane lane)
    {
        lock (gate)
        {
            lane.Waiting.Clear();
            lane.IsBehind = true;
        }
    }

    private void Done(Lane lane, OutboxMessage message)
    {
        lock (gate)
            if (lane.Waiting.TryPeek(out var first) && first.Seq == message.Seq) lane.Waiting.Dequeue();
    }

    /// <summary>One sender's messages to one target.</summary>
    private sealed class Lane
    {
        public Queue<OutboxMessage> Waiting { get; } = new();

        /// <summary>The store holds messages that memory does not.</summary>
        public bool IsBehind { get; set; }

        public bool IsRunning { get; set; }
    }

    [LoggerMessage(121, LogLevel.Information, "a message of {Sender} to {Target} goes again: {Reason}")]
    private partial void LogAgain(string sender, string target, string reason);

    [LoggerMessage(122, LogLevel.Warning, "more than {Read} messages wait unsent: recover once more when these are gone")]
    private partial void LogMoreWaits(int read);
}
