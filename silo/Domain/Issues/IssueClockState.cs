using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>A clock's name within its issue.</summary>
/// <param name="Subject">The unit whose clock it is, a note's number, or empty.</param>
public readonly record struct ClockKey(IssueClock Clock, string Subject);

/// <summary>A clock that runs or is paused.</summary>
/// <param name="Version">A ring of another version is of a clock that has moved since.</param>
/// <param name="YellowAtUs">0: no warning, or it was given.</param>
/// <param name="RawDueUs">As it was set first, before suspension and extension.</param>
/// <param name="IsOver">The limit has passed and was acted on: the clock rings no more.</param>
/// <param name="IsPaused">What remains is kept in <paramref name="Remaining"/>, in the unit of the kind; -1 when it was over.</param>
public readonly record struct IssueClockState(
    uint Version, long StartedAtUs, long YellowAtUs, long DueUs, long RawDueUs, LimitKind Kind,
    bool IsOver = false, bool IsPaused = false, long Remaining = 0, long RemainingYellow = 0);

/// <summary>When a clock is to ring: a row to write with the append, replacing all of the issue's rows.</summary>
public readonly record struct IssueDeadline(IssueClock Clock, string Subject, uint Version, CardColour Card, long AtUs)
{
    /// <summary>What the issue is to be told at <see cref="AtUs"/>: the same ring has the same id, however often it is sent.</summary>
    public IssueCommand ToCommand(long nowUs) => new()
    {
        CommandId = $"clock/{Clock}/{Subject}/{Version}/{Card}",
        By = new StepTaker { Roles = { LoopRole.System } },
        AtUs = nowUs,
        ClockRings = new ClockRings { Clock = Clock, Subject = Subject, Version = Version, Card = Card },
    };
}
