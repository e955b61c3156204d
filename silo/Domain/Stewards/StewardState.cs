using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Stewards;

/// <summary>A steward as registered last.</summary>
public sealed class StewardState(string id)
{
    public string Id => id;

    /// <summary>Null until registered.</summary>
    public Steward? Registered { get; private set; }

    public void Apply(StewardEvent e) => Registered = e.KindCase switch
    {
        StewardEvent.KindOneofCase.Registered => e.Registered.Steward,
        _ => throw new InvalidOperationException($"steward {id}: an event of a kind this program does not know"),
    };

    /// <summary>The event that makes it so; null when it is so already.</summary>
    public StewardEvent? Register(Steward steward, long atUs) =>
        steward.Equals(Registered) ? null : new StewardEvent { Registered = new StewardRegistered { Steward = steward, AtUs = atUs } };
}
