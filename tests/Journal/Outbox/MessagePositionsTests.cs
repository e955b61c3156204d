using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Tests.Outbox;

public sealed class MessagePositionsTests
{
    private static Arbitrary<int[]> Choices { get; } = Gen.ArrayOf(Gen.Choose(0, 999)).ToArbitrary();

    /// <summary>The network may lose, repeat and reorder; the receiver may wake anew from its journal at any moment.</summary>
    [Fact]
    public void J15_whatever_the_network_does_each_message_is_decided_on_once_and_in_order() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Choices, Choices, (sends, deliveries) =>
        {
            var (sent, sender) = (Sent(sends), new MessagePositions());
            var (receiver, decided) = (new MessagePositions(), new List<ulong>());
            var messages = sent.Select(seq => sender.Next("issue/A.1", seq, "grid/A", "A", Guid.Empty, "Closed", [])).ToList();
            foreach (var choice in deliveries)
            {
                if (messages.Count == 0) break;
                if (choice % 7 == 0) receiver = Awoken(decided);
                Deliver(receiver, messages[choice % messages.Count], decided);
            }
            foreach (var message in messages) Deliver(receiver, message, decided); // what was lost goes again, in order
            return decided.SequenceEqual(sent);
        }));

    [Fact]
    public void J15_a_message_whose_predecessor_is_missing_is_refused_until_that_one_was_received()
    {
        var (sender, receiver) = (new MessagePositions(), new MessagePositions());
        var (first, second) = (Next(sender, 3), Next(sender, 8));
        Assert.Equal(Reception.PredecessorMissing, receiver.Receive(second));
        Assert.Equal(Reception.Accepted, receiver.Receive(first));
        receiver.Advance(first.Sender, first.Seq);
        Assert.Equal(Reception.Repeated, receiver.Receive(first));
        Assert.Equal(Reception.Accepted, receiver.Receive(second));
    }

    [Fact]
    public void J15_messages_to_other_targets_do_not_count_as_predecessors()
    {
        var sender = new MessagePositions();
        Next(sender, 1);
        Assert.Equal(0ul, sender.Next("issue/A.1", 2, "steward/S-1", "A", Guid.Empty, "Closed", []).Previous);
        Assert.Equal(1ul, Next(sender, 3).Previous);
    }

    [Fact]
    public void J15_one_event_sends_one_message_to_a_target_at_most()
    {
        var sender = new MessagePositions();
        Next(sender, 4);
        Assert.Throws<InvalidOperationException>(() => Next(sender, 4));
    }

    private static OutboxMessage Next(MessagePositions sender, ulong seq) => sender.Next("issue/A.1", seq, "grid/A", "A", Guid.Empty, "Closed", []);

    private static List<ulong> Sent(int[] choices)
    {
        var seqs = new List<ulong>();
        foreach (var choice in choices) seqs.Add((seqs.Count > 0 ? seqs[^1] : 0) + 1 + (ulong)(choice % 5)); // not every event sends
        return seqs;
    }

    private static void Deliver(MessagePositions receiver, OutboxMessage message, List<ulong> decided)
    {
        if (receiver.Receive(message) != Reception.Accepted) return;
        decided.Add(message.Seq);
        receiver.Advance(message.Sender, message.Seq);
    }

    /// <summary>As the fold of the receiver's events, each of which names its message as its cause.</summary>
    private static MessagePositions Awoken(List<ulong> decided)
    {
        var positions = new MessagePositions();
        positions.Fold(new StreamHistory(0, null, [.. decided.Select(_ => Array.Empty<byte>())])
        {
            Causes = [.. decided.Select((seq, i) => ((ulong)i + 1, new EventCause("issue/A.1", seq)))],
        });
        return positions;
    }
}
