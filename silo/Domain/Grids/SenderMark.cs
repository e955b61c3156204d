using RealtimeGov.Domain.Placement;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// 32 bits of who sent a report, kept with its id in memory and in the event: enough to tell that an id comes again from
/// somebody else. The claim of the id names the sender whole.
/// </summary>
public static class SenderMark
{
    /// <param name="sender">As the journal names a principal: kind and id, as in "device ABC234". Empty: not known.</param>
    /// <returns>0 of a sender that is not known, and of nobody else.</returns>
    public static uint Of(string sender) => sender.Length == 0 ? 0 : Math.Max(1, (uint)(StableHash.Of(sender, "sender") >> 32));

    /// <summary>True where both are known and differ.</summary>
    public static bool IsOther(uint first, uint now) => first != 0 && now != 0 && first != now;
}
