using RealtimeGov.Devices.Queue;

namespace RealtimeGov.Devices.Transport;

/// <summary>What an upload is doing.</summary>
public enum PhotoStep
{
    /// <summary>Bytes have left the device.</summary>
    Moving,

    /// <summary>The server holds the photo.</summary>
    Held,

    /// <summary>The server will never take it.</summary>
    Refused,

    /// <summary>The line broke; another attempt follows after the wait.</summary>
    Delayed,
}

/// <summary>A photo's progress, for whoever tells a person.</summary>
/// <param name="Photo">The photo.</param>
/// <param name="Sent">Bytes, from its beginning, that have left the device.</param>
/// <param name="State">What happened.</param>
/// <param name="Reason">Why it was refused or delayed; empty otherwise.</param>
public sealed record PhotoChange(QueuedPhoto Photo, long Sent, PhotoStep State, string Reason)
{
    /// <summary>The wait before the next attempt; zero unless delayed.</summary>
    public TimeSpan NextAttemptIn { get; init; }
}
