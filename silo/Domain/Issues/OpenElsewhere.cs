using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>Who has one issue open, by the gateway through which. A gateway that says nothing more is forgotten after a while.</summary>
/// <remarks>Times are of a clock that nobody sets.</remarks>
public sealed class OpenElsewhere
{
    /// <summary>A gateway renews three times in it.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, (GatewayPresence Shown, TimeSpan At)> gateways = new(StringComparer.Ordinal);

    /// <summary>Those through which somebody has it open, in the order of their names.</summary>
    public IEnumerable<GatewayPresence> Gateways =>
        gateways.Values.Select(one => one.Shown).Where(shown => shown.People.Count > 0).OrderBy(shown => shown.Watcher, StringComparer.Ordinal);

    /// <summary>What a gateway shows; nobody takes it back. What it had shown before and comes later changes nothing.</summary>
    /// <returns>True where somebody came or left, here or by falling silent.</returns>
    public bool Show(GatewayPresence here, TimeSpan now)
    {
        var changed = Forget(now);
        var known = gateways.TryGetValue(here.Watcher, out var before);
        if (known && before.Shown.Number > here.Number) return changed;
        // One without people is kept, too: what it told earlier may still be on its way.
        gateways[here.Watcher] = (here, now);
        return changed || !(known ? before.Shown.People.Equals(here.People) : here.People.Count == 0);
    }

    private bool Forget(TimeSpan now)
    {
        var silent = gateways.Where(one => now - one.Value.At > ShownFor).ToList();
        foreach (var one in silent) gateways.Remove(one.Key);
        return silent.Exists(one => one.Value.Shown.People.Count > 0);
    }
}
