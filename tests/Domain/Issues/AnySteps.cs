using Google.Protobuf;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using Step = RealtimeGov.Protos.IssueCommand.StepOneofCase;

namespace RealtimeGov.Domain.Tests.Issues;

/// <summary>For each step a command that lacks nothing, and somebody who may take it; what varies comes from a number.</summary>
internal static class AnySteps
{
    public static StepContent Content => LoopSamples.Written("说明", photo: true);

    /// <summary>Of an issue: in every role at once, for the unit that the step asks for.</summary>
    public static StepTaker Taker(IssueState state, StepRule rule, int number = 0)
    {
        var taker = new StepTaker
        {
            Person = $"person-{number}",
            Unit = rule.By.HasFlag(Takers.CoHolder) ? state.Others.Keys.FirstOrDefault("") : rule.By.HasFlag(Takers.Lead) ? state.Lead : "city",
            ReportId = state.Reports.Count > 0 ? state.Reports[number % state.Reports.Count].ReportId : ByteString.Empty,
        };
        taker.Roles.AddRange(Enum.GetValues<LoopRole>().Where(role => role != LoopRole.Unspecified));
        return taker;
    }

    public static IssueCommand Of(Step step, IssueState state, long nowUs, int number, IReadOnlyList<string> issues)
    {
        string[] units = ["roads", "water", "cadres", "town"];
        var unit = units[number % units.Length];
        var other = issues[number % issues.Count];
        return step switch
        {
            Step.Accept => new() { Accept = new() },
            Step.Decline => new() { Decline = new() { Reason = (DeclineReason)(1 + number % 5) } },
            Step.Appeal => new() { Appeal = new() },
            Step.Classify => new() { Classify = new() { Category = $"roads/{number % 3}", Urgency = (Urgency)(1 + number % 3) } },
            Step.Route => new() { Route = new() { Lead = unit, Others = { number % 2 == 0 ? ["county"] : Array.Empty<string>() } } },
            Step.TakeOver => new() { TakeOver = new() },
            Step.HandBack => new() { HandBack = new() },
            Step.HandUp => new() { HandUp = new() },
            Step.HandDown => new() { HandDown = new() { Unit = "cadres" } },
            Step.Claim => new() { Claim = new() },
            Step.FinishShare => new() { FinishShare = new() },
            Step.Resolve => new() { Resolve = new() { FeedBack = number % 2 == 0 } },
            Step.Verify => new() { Verify = new() { Passed = number % 3 != 0 } },
            Step.FeedBack => new() { FeedBack = new() },
            Step.Rate => new() { Rate = new() { Score = 1 + number % 5 } },
            Step.Close => new() { Close = new() { RecheckAfterDays = number % 10 } },
            Step.Reopen => new() { Reopen = new() },
            Step.ForceClose => new() { ForceClose = new() },
            Step.Recheck => new() { Recheck = new() { Passed = number % 2 == 0 } },
            Step.SolveByFinder => new() { SolveByFinder = new() },
            Step.Suspend => new() { Suspend = new() { UntilUs = nowUs + (1 + number % 20) * Instant.DayUs } },
            Step.Resume => new() { Resume = new() },
            Step.Extend => new() { Extend = new() { DueUs = nowUs + (20 + number % 20) * Instant.DayUs } },
            Step.AskBack => new() { AskBack = new() { Days = number % 6 } },
            Step.Reply => new() { Reply = new() },
            Step.Amend => new() { Amend = new() },
            Step.CorrectGrid => new() { CorrectGrid = new() { GridCode = state.GridCode == "G1" ? "G2" : "G1" } },
            Step.Supervise => new() { Supervise = new() { Cause = number % 2 == 0 ? SupervisionCause.Note : SupervisionCause.Importance } },
            Step.AnswerNote => new() { AnswerNote = new() { Note = (uint)state.Notes.Count } },
            Step.Join => new() { Join = new() { Parent = other } },
            Step.LeaveParent => new() { LeaveParent = new() },
            Step.SplitReport => new() { SplitReport = new() { ReportId = state.Reports.Count > 0 ? state.Reports[^1].ReportId : ByteString.Empty } },
            Step.Split => new() { Split = new() { Categories = { "roads", "water" } } },
            Step.AddReport => new() { AddReport = new() { Report = new() { ReportId = LoopSamples.ReportId(1000 + number), ReceivedAtUs = nowUs } } },
            Step.ClockRings => new() { ClockRings = new() { Clock = IssueClock.Whole, Version = 1, Card = CardColour.Red } },
            Step.AddChild => new() { AddChild = new() { Child = "G9.1" } },
            Step.RemoveChild => new() { RemoveChild = new() { Child = "G9.1" } },
            Step.ParentAnswers => new() { ParentAnswers = new() { Parent = "G9.1", Ending = IssueEnding.Resolved } },
            Step.ParentReopens => new() { ParentReopens = new() { Parent = "G9.1" } },
            Step.RefuseChild => new() { RefuseChild = new() { Parent = "G9.1" } },
            Step.PartEnds => new() { PartEnds = new() { Part = "G9.1", Number = 1 } },
            Step.PartReopens => new() { PartReopens = new() { Number = 1 } },
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "no step of the table"),
        };
    }
}
