using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>What was decided on one command.</summary>
/// <param name="Events">The issue's next events, in order; empty when refused, or when nothing changes (a repeated command, a ring of an older clock).</param>
/// <param name="Messages">What the outbox sends once the events are durable.</param>
/// <param name="Deadlines">Every row of the issue as it is after the events: they replace those before. Meaningless when there is no event.</param>
/// <param name="Content">What a person wrote, kept with the first event; null when nothing was.</param>
/// <param name="Refused">Empty, or a code of <see cref="IssueRefusals"/>: then nothing changes.</param>
/// <param name="Detail">What is refused and what to do, for a person.</param>
public sealed record IssueDecision(
    IReadOnlyList<IssueEvent> Events,
    IReadOnlyList<IssueMessage> Messages,
    IReadOnlyList<IssueDeadline> Deadlines,
    StepContent? Content = null,
    string Refused = "",
    string Detail = "")
{
    /// <summary>Nothing changes, and nothing is wrong.</summary>
    public static readonly IssueDecision Unchanged = new([], [], []);

    public bool IsRefused => Refused.Length > 0;

    public static IssueDecision Refuse(string code, string detail) => new([], [], [], null, code, detail);
}
