using Google.Protobuf;
using Orleans;
using RealtimeGov.Grains.Grids;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Messages;

/// <summary>From the outbox to the grain that a message is for.</summary>
public static class Delivery
{
    /// <summary>All messages of the outbox are of this type.</summary>
    public const string Type = nameof(IssueMessages);

    /// <exception cref="NotSupportedException">No grain decides on the target's stream.</exception>
    public static async Task<Reception> To(IGrainFactory grains, OutboxMessage message)
    {
        var reply = await ReceiverOf(grains, message.Target).Tell(new GrainMessage
        {
            Sender = message.Sender,
            Seq = message.Seq,
            Previous = message.Previous,
            CommandId = ByteString.CopyFrom(message.CommandId.ToByteArray(bigEndian: true)),
            Messages = IssueMessages.Parser.ParseFrom(message.Payload),
        });
        return reply.Reception switch
        {
            MessageReception.Accepted => Reception.Accepted,
            MessageReception.Repeated => Reception.Repeated,
            MessageReception.PredecessorMissing => Reception.PredecessorMissing,
            _ => throw new InvalidOperationException($"{message.Target} does not say what became of message {message.Seq} of {message.Sender}"),
        };
    }

    /// <summary>What a receiver does with a message, by the number of the last that came from its sender.</summary>
    public static MessageReception Receive(ulong position, GrainMessage message) =>
        message.Seq <= position ? MessageReception.Repeated
        : message.Previous <= position ? MessageReception.Accepted
        : MessageReception.PredecessorMissing;

    public static CommandContext ContextOf(GrainMessage message) => new(
        Principal.System, new Guid(message.CommandId.Span, bigEndian: true), new EventCause(message.Sender, message.Seq));

    private static IMessageReceiver ReceiverOf(IGrainFactory grains, string target) => target.Split('/', 2) switch
    {
        [GrainNames.Grid, var code] => grains.GetGrain<IGridGrain>(code),
        [GrainNames.Issue, var id] => grains.GetGrain<IIssueGrain>(id),
        _ => throw new NotSupportedException($"nobody takes messages to {target}"),
    };
}
