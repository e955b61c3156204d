using RealtimeGov.Domain.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Desk;

/// <summary>What desks are told of an issue: enough to draw its line anew.</summary>
public static class IssueChanges
{
    /// <param name="events">Of the decision, at least one; the first that is no clock's says what happened.</param>
    public static IssueChange Of(IssueState issue, IReadOnlyList<IssueEvent> events)
    {
        var said = events.FirstOrDefault(e => e.KindCase is not (IssueEvent.KindOneofCase.ClockSet or IssueEvent.KindOneofCase.ClockPaused or IssueEvent.KindOneofCase.ClockStopped)) ?? events[0];
        return new IssueChange
        {
            IssueId = issue.Id, Version = issue.Version, GridCode = issue.GridCode, Category = issue.Category, Stage = issue.StageName, Holder = issue.Lead,
            Supervisor = issue.Supervisor, DueUs = issue.DueUs ?? 0, OpenedAtUs = issue.Opened!.OpenedAtUs, Size = issue.Size, Urgency = issue.Urgency, Card = issue.Card,
            What = said.KindCase.ToString(), By = said.By, AtUs = said.AtUs,
        };
    }

    /// <param name="dueUs">By when it is to be looked at.</param>
    public static IssueChange Opened(string id, IssueOpened opened, long dueUs) => new()
    {
        IssueId = id, Version = 1, GridCode = opened.GridCode, Category = opened.Category, Stage = IssueState.Open, DueUs = dueUs,
        OpenedAtUs = opened.OpenedAtUs, Urgency = Urgency.Normal, What = nameof(IssueEvent.KindOneofCase.Opened), AtUs = opened.OpenedAtUs,
    };
}
