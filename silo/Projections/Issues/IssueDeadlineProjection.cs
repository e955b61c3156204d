using RealtimeGov.Domain.Issues;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>An issue's deadlines. An opened issue has none until the steps of the loop set them here.</summary>
public sealed class IssueDeadlineProjection : IProjection<IssueEvent, IssueState>
{
    public ReadTable Table => Deadlines.Table;

    public void Project(StreamRun<IssueEvent> run, IssueState after, ReadRows to) { }
}
