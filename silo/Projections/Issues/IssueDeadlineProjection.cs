using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>When an issue's clocks are to be looked at next: its first deadline. What then rings, its state says.</summary>
public sealed class IssueDeadlineProjection : IProjection<IssueEvent, IssueState>
{
    public const string Kind = "clock";

    public ReadTable Table => Deadlines.Table;

    public void Project(StreamRun<IssueEvent> run, IssueState after, ReadRows to)
    {
        if (after.Version == 1) return; // its clocks are not set: its row in `issue` says by when they must be
        if (after.Deadlines() is [var first, ..])
            Deadlines.Set(to, run.Stream, Kind, after.Version, first.AtUs, IssueId.TryParse(run.Id, out var id) ? id.GridCode : after.GridCode);
        else
            Deadlines.Clear(to, run.Stream, Kind, after.Version);
    }
}
