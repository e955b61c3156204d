using RealtimeGov.Protos;
using Step = RealtimeGov.Protos.IssueCommand.StepOneofCase;

namespace RealtimeGov.Domain.Issues;

/// <summary>Who may take a step.</summary>
[Flags]
public enum Takers
{
    None = 0,
    Reporter = 1,
    Finder = 2,
    Desk = 4,

    /// <summary>Acts for the unit that leads the work.</summary>
    Lead = 8,

    /// <summary>Acts for a unit that works beside the lead.</summary>
    CoHolder = 16,
    Checker = 32,

    /// <summary>Acts for a unit of a higher level than the holder's.</summary>
    Supervisor = 64,
    Leader = 128,
    System = 256,
}

/// <summary>What must be given with a step.</summary>
[Flags]
public enum Needs
{
    Nothing = 0,
    Reason = 1,
    Text = 2,
    Photo = 4,
}

/// <summary>One row of the loop's table: in which stages a step may be taken, by whom, with what, and where it leads.</summary>
/// <param name="Next">Where it may lead; empty: the stage stays.</param>
public sealed record StepRule(
    Step Step, IReadOnlyList<IssueStage> From, Takers By, Needs Needs, IReadOnlyList<IssueStage> Next, string English, string Chinese);
