using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>An event of an issue that a report of a day opened.</summary>
public sealed record LifeEvent(string IssueId, IssueEvent Event)
{
    /// <summary>
    /// All events of the issues whose own report counts on a local day, in the order of the issues and their events. A part has no report
    /// of its own; a report that was split off has its issue.
    /// </summary>
    /// <param name="grids">Those that count reports; at least one.</param>
    public static ReadQuery<LifeEvent> OfDay(int date, IReadOnlyCollection<string> grids) => new(
        $"""
        select i.issue_id, j.facts from report r join issue i on i.issue_id = r.issue_id and i.report_id = r.report_id
        join journal j on j.stream = 'issue/' || i.issue_id
        where r.local_date = @date and r.grid in ({string.Join(", ", grids.Select((_, i) => $"@g{i}"))}) order by i.issue_id, j.seq
        """,
        row => new LifeEvent(row.GetString(0), IssueEvent.Parser.ParseFrom(row.GetFieldValue<byte[]>(1))),
        [.. grids.Select((grid, i) => ($"g{i}", (object)grid)), ("date", date)]);
}
