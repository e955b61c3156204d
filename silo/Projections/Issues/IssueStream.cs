using RealtimeGov.Domain.Issues;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>Streams <c>issue/{id}</c>.</summary>
public static class IssueStream
{
    public static readonly StreamKind<IssueEvent, IssueState> Kind = new(
        "issue/", IssueEvent.Parser, id => new IssueState(id), Fold, new IssueProjection(), new IssueDeadlineProjection(), new IssueHandProjection(),
        new IssueUpdateProjection());

    private static IssueState Fold(IssueState state, Recorded<IssueEvent> e)
    {
        state.Apply(e.Event);
        return state;
    }
}
