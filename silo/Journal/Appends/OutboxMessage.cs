namespace RealtimeGov.Journal.Appends;

/// <summary>
/// A command from one grain to another, written in the append that decided it and deleted when the receiver has
/// acknowledged it.
/// </summary>
/// <param name="Sender">The stream whose event sends it.</param>
/// <param name="Seq">The seq of that event: the message's number.</param>
/// <param name="Target">The receiving stream; an event sends at most one message to each.</param>
/// <param name="Previous">The number of the sender's message to this target before it; 0 for the first.</param>
/// <param name="Grid">The grid on whose silo the sender lives: that silo sends it again after a crash.</param>
/// <param name="CommandId">Of the command from outside that it all began with.</param>
/// <param name="Type">The message's name.</param>
/// <param name="Payload">The serialised message.</param>
public sealed record OutboxMessage(string Sender, ulong Seq, string Target, ulong Previous, string Grid, Guid CommandId, string Type, byte[] Payload);
