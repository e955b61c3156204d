using RealtimeGov.Domain.Stewards;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Stewards;

/// <summary>Streams <c>steward/{id}</c>.</summary>
public static class StewardStream
{
    public static readonly StreamKind<StewardEvent, StewardState> Kind = new(
        "steward/", StewardEvent.Parser, id => new StewardState(id), Fold, new StewardProjection());

    private static StewardState Fold(StewardState state, Recorded<StewardEvent> e)
    {
        state.Apply(e.Event);
        return state;
    }
}
