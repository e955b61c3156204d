using RealtimeGov.Tests.Support;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Outbox;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store keeps of messages between grains until they are acknowledged.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task J15_unacknowledged_messages_are_read_by_grid_and_by_lane_in_order_after_reopening()
    {
        var sent = new MessagePositions();
        await Committed(Make("issue/A.1", 1, events: 3) with { Outbox = [Message(sent, 3, "steward/S-1"), Message(sent, 1, "grid/A")] });
        await Committed(Make("issue/A.1", 4, number: 2) with { Outbox = [Message(sent, 4, "grid/A")] });
        await Committed(Make("issue/B.1", 1) with { Outbox = [new MessagePositions().Next("issue/B.1", 1, "grid/B", "B", Command, "Closed", [])] });
        await Reopen();

        Assert.Equal([(1ul, "grid/A"), (3ul, "steward/S-1"), (4ul, "grid/A")], (await Journal.Outbox.OfGrids(["A", "C"], 10, default)).Select(m => (m.Seq, m.Target)));
        var lane = await Journal.Outbox.OfLane("issue/A.1", "grid/A", 10, default);
        Assert.Equal([(1ul, 0ul), (4ul, 1ul)], lane.Select(m => (m.Seq, m.Previous)));
        Assert.Equal(("A", Command, "Closed"), (lane[0].Grid, lane[0].CommandId, lane[0].Type));
        Assert.Equal([7], lane[0].Payload);
        Assert.Single(await Journal.Outbox.OfGrids(["A"], 1, default));

        await Journal.Outbox.Acknowledge(lane[0], default);
        await Journal.Outbox.Acknowledge(lane[0], default);
        Assert.Equal([4ul], (await Journal.Outbox.OfLane("issue/A.1", "grid/A", 10, default)).Select(m => m.Seq));
    }

    [Fact]
    public async Task J15_a_crash_between_commit_and_sending_or_between_receiving_and_acknowledgement_loses_and_doubles_nothing()
    {
        var sent = new MessagePositions();
        await Committed(Make("issue/A.1", 1, events: 2) with { Outbox = [Message(sent, 1, "grid/A"), Message(sent, 2, "grid/A")] });
        await Reopen(); // the silo died before it sent anything
        var decided = new ConcurrentQueue<ulong>();
        using (var crash = new CancellationTokenSource())
        {
            var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var dying = new OutboxSender(Journal.Outbox, async message =>
            {
                await Decide(message);
                await crash.CancelAsync(); // decided, and the acknowledgement never deleted the message
                received.TrySetResult();
                throw new TimeoutException();
            }, TimeProvider.System, NullLogger.Instance, crash.Token);
            await dying.Recover(["A"]);
            await received.Task.WaitAsync(Patience.Max);
        }
        await Reopen();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var after = new OutboxSender(Journal.Outbox, async message =>
        {
            var reception = await Decide(message);
            if (message.Seq == 2) done.TrySetResult();
            return reception;
        }, TimeProvider.System, NullLogger.Instance, default);
        await after.Recover(["A"]);
        await done.Task.WaitAsync(Patience.Max);
        Assert.Equal([1ul, 2], decided.ToArray());
        await Postgres.Eventually.Holds(async () => (await Journal.Outbox.OfGrids(["A"], 10, default)).Count == 0);

        // The receiver: its position is the fold of its own events, each of which names its message as its cause.
        async Task<Reception> Decide(OutboxMessage message)
        {
            var (positions, history) = (new MessagePositions(), await Journal.Streams.Load("grid/A", default));
            positions.Fold(history);
            var reception = positions.Receive(message);
            if (reception != Reception.Accepted) return reception;
            var envelope = Envelope.Unknown with { Cause = new EventCause(message.Sender, message.Seq) };
            await Committed(new Append(5, (long)history.Head + 1, envelope, [Slice("grid/A", history.Head + 1, 1)], [], new ReadRows()));
            decided.Enqueue(message.Seq);
            return reception;
        }
    }

    private static OutboxMessage Message(MessagePositions sent, ulong seq, string target) => sent.Next("issue/A.1", seq, target, "A", Command, "Closed", [7]);
}
