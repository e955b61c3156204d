using RealtimeGov.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Outbox;

namespace RealtimeGov.Journal.Tests.Outbox;

public sealed class OutboxSenderTests
{
    private readonly MemoryOutbox outbox = new();
    private readonly MessagePositions sent = new();

    [Fact]
    public async Task J15_messages_of_a_lane_arrive_in_order_and_are_deleted_when_acknowledged()
    {
        var receiver = new Receiver();
        var sender = Start(receiver.Take);
        sender.Send([.. Enumerable.Range(1, 1_000).Select(seq => Durable((ulong)seq))]); // beyond what memory holds of a lane
        await receiver.Has(1_000);
        Assert.Equal(Enumerable.Range(1, 1_000).Select(seq => (ulong)seq), receiver.Decided);
        await outbox.IsEmpty;
    }

    [Fact]
    public async Task J15_a_lost_answer_repeats_the_message_and_nothing_is_decided_twice()
    {
        var receiver = new Receiver();
        var lost = 0;
        var sender = Start(message =>
        {
            var reception = receiver.Take(message);
            if (message.Seq == 2 && lost++ < 2) throw new TimeoutException("the answer is lost");
            return reception;
        });
        sender.Send([Durable(1), Durable(2), Durable(3)]);
        await receiver.Has(3);
        Assert.Equal([1ul, 2, 3], receiver.Decided);
        await outbox.IsEmpty;
    }

    [Fact]
    public async Task J15_what_a_crash_left_behind_is_sent_by_the_silo_that_comes_after()
    {
        var receiver = new Receiver();
        Durable(1);
        Durable(2); // durable, and the silo that would send them is gone
        await Start(receiver.Take).Recover(["A"]);
        await receiver.Has(2);
        Assert.Equal([1ul, 2], receiver.Decided);
        await outbox.IsEmpty;
    }

    [Fact]
    public async Task J15_a_message_that_comes_before_what_a_crash_left_behind_waits_for_it()
    {
        var receiver = new Receiver();
        Durable(1); // never handed to this sender
        var sender = Start(receiver.Take);
        sender.Send([Durable(2)]);
        await receiver.Has(2);
        Assert.Equal([1ul, 2], receiver.Decided);
        Assert.Equal(1, receiver.Refused);
    }

    [Fact]
    public async Task J15_a_lane_that_fails_does_not_hold_up_another()
    {
        var receiver = new Receiver();
        var sender = Start(message => message.Target == "grid/A" ? throw new TimeoutException("grid A is away") : receiver.Take(message));
        sender.Send([Durable(1), Durable(2, "grid/B")]);
        await receiver.Has(1);
        Assert.Equal([2ul], receiver.Decided);
        Assert.True(sender.IsBusy("issue/A.1"));
    }

    private OutboxSender Start(Func<OutboxMessage, Reception> deliver) =>
        new(outbox, message => Task.Run(() => deliver(message)), TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    /// <summary>The next message, in the outbox as if its append were committed.</summary>
    private OutboxMessage Durable(ulong seq, string target = "grid/A")
    {
        var message = sent.Next("issue/A.1", seq, target, "A", Guid.Empty, "Closed", []);
        outbox.Add(message);
        return message;
    }

    private sealed class Receiver
    {
        private readonly Lock gate = new();
        private readonly MessagePositions positions = new();
        private readonly List<ulong> decided = [];
        private readonly SemaphoreSlim changed = new(0);

        public int Refused { get; private set; }

        public IReadOnlyList<ulong> Decided
        {
            get
            {
                lock (gate) return [.. decided];
            }
        }

        public Reception Take(OutboxMessage message)
        {
            lock (gate)
            {
                var reception = positions.Receive(message);
                if (reception == Reception.PredecessorMissing) Refused++;
                if (reception != Reception.Accepted) return reception;
                positions.Advance(message.Sender, message.Seq);
                decided.Add(message.Seq);
            }
            changed.Release();
            return Reception.Accepted;
        }

        public async Task Has(int count)
        {
            while (Decided.Count < count) Assert.True(await changed.WaitAsync(Patience.Max), $"{Decided.Count} of {count}");
        }
    }

    private sealed class MemoryOutbox : IOutbox
    {
        private readonly Lock gate = new();
        private readonly SortedDictionary<(string, ulong, string), OutboxMessage> messages = [];
        private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Once every message is acknowledged.</summary>
        public Task IsEmpty => empty.Task.WaitAsync(Patience.Max);

        public void Add(OutboxMessage message)
        {
            lock (gate) messages.Add((message.Sender, message.Seq, message.Target), message);
        }

        public Task<IReadOnlyList<OutboxMessage>> OfGrids(IReadOnlyCollection<string> grids, int limit, CancellationToken cancellation) =>
            Read(m => grids.Contains(m.Grid), limit);

        public Task<IReadOnlyList<OutboxMessage>> OfLane(string sender, string target, int limit, CancellationToken cancellation) =>
            Read(m => m.Sender == sender && m.Target == target, limit);

        public Task Acknowledge(OutboxMessage message, CancellationToken cancellation)
        {
            lock (gate)
            {
                messages.Remove((message.Sender, message.Seq, message.Target));
                if (messages.Count == 0) empty.TrySetResult();
            }
            return Task.CompletedTask;
        }

        private Task<IReadOnlyList<OutboxMessage>> Read(Func<OutboxMessage, bool> which, int limit)
        {
            lock (gate) return Task.FromResult<IReadOnlyList<OutboxMessage>>([.. messages.Values.Where(which).Take(limit)]);
        }
    }
}
