using RealtimeGov.Domain.Privacy;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Privacy;

/// <summary>Streams <c>release/{issue}</c>.</summary>
public static class ReleaseStream
{
    public static readonly StreamKind<ReleaseEvent, ReleaseState> Kind = new(
        "release/", ReleaseEvent.Parser, issue => new ReleaseState(issue), Fold, new ReleaseProjection(), new ReleasedPhotoProjection());

    private static ReleaseState Fold(ReleaseState state, Recorded<ReleaseEvent> e)
    {
        state.Apply(e.Event);
        return state;
    }
}
