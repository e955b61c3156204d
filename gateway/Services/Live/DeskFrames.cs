using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Live;

/// <summary>An issue's line in a queue, as it is now, and what was done.</summary>
/// <param name="What">As histories name it; <paramref name="By"/> is empty for the system.</param>
internal sealed record IssueFrame(
    string IssueId, ulong Version, string GridCode, string GridName, string Category, string Stage, string OpenedAt, string? Due, bool Overdue,
    string Holder, string Supervisor, string Size, string Urgency, string Card, string What, string By, string At)
{
    public static IssueFrame From(IssueChange change, string gridName, long nowUs) => new(
        change.IssueId, change.Version, change.GridCode, gridName, change.Category, change.Stage, Iso.Time(change.OpenedAtUs),
        change.DueUs == 0 ? null : Iso.Time(change.DueUs), change.DueUs > 0 && change.DueUs < nowUs, change.Holder, change.Supervisor,
        Words.Of(change.Size), Words.Of(change.Urgency), Words.Of(change.Card), System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(change.What), change.By, Iso.Time(change.AtUs));
}

/// <summary>Who has an issue open, whoever is shown this among them.</summary>
internal sealed record PresenceFrame(string IssueId, IReadOnlyList<PresentPerson> People);

internal sealed record PresentPerson(string Person, string Name, string Since);

/// <param name="Reason">missed: more happened than was sent, look again. ended: whoever watches may not any more.</param>
internal sealed record DeskFrame(string Reason);
