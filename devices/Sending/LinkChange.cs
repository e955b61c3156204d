namespace RealtimeGov.Devices.Sending;

/// <summary>What the client's line to the gateway is doing.</summary>
public enum LinkState
{
    /// <summary>An acknowledgement arrived on a new stream: the line is known to work.</summary>
    Up,

    /// <summary>The stream broke or could not be opened; another attempt follows after the wait.</summary>
    Down,
}

/// <summary>A change of the line, for whoever tells a person.</summary>
/// <param name="State">The new state.</param>
/// <param name="Reason">Why it is down; empty when up.</param>
/// <param name="NextAttemptIn">The wait before the next attempt; zero when up.</param>
public sealed record LinkChange(LinkState State, string Reason, TimeSpan NextAttemptIn);
