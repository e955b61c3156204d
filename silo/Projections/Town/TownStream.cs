using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Town;

/// <summary>The stream <c>town</c>. Each of its events says all that its row needs: there is nothing to fold.</summary>
public static class TownStream
{
    public static readonly StreamKind<TownEvent, Stateless> Kind = new(
        "town", TownEvent.Parser, _ => default, (state, _) => state, new RegionProjection(), new CategoryProjection(), new SettingProjection());
}

/// <summary>The state of a stream whose rows need none.</summary>
public readonly record struct Stateless;
