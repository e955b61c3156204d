namespace RealtimeGov.Rpc.Framing;

/// <summary>What can be said of a stream of messages whatever their type.</summary>
public interface IMessageSource
{
    /// <summary>Of the message read last; false before the first.</summary>
    bool LastWasCompressed { get; }

    /// <summary>The peer's last byte has been received.</summary>
    bool Ended { get; }
}
