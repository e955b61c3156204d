using RealtimeGov.Domain.People;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.People;

/// <summary>Streams <c>unit/{id}</c>.</summary>
public static class UnitStream
{
    public static readonly StreamKind<UnitEvent, UnitState> Kind = new(
        "unit/", UnitEvent.Parser, id => new UnitState(id), Fold, new UnitProjection());

    private static UnitState Fold(UnitState state, Recorded<UnitEvent> e)
    {
        state.Apply(e.Event);
        return state;
    }
}
