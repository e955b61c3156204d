namespace RealtimeGov.Devices.Transport;

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

/// <summary>
/// The server could not read a message of ours and ended the stream for it. Its reports are sent one by one; a single
/// report that cannot be read either is given up, and set aside where there is a queue.
/// </summary>
/// <param name="Sequence">The message's number on its stream.</param>
/// <param name="Reports">The ids of its reports.</param>
/// <param name="Reason">The server's words.</param>
public sealed record UnreadBatch(ulong Sequence, IReadOnlyList<string> Reports, string Reason)
{
    /// <summary>True when the report will not be sent again.</summary>
    public bool GivenUp => Reports.Count == 1;
}
