using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Tests.Deadlines;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Issues.LoopSamples;

namespace RealtimeGov.Domain.Tests.Issues;

public sealed class ClockTests
{
    [Fact]
    public void An_issue_has_clocks_from_its_first_moment()
    {
        var issue = new JournaledIssue();
        Assert.Equal(("2026-06-01 12:00", "2026-06-22 18:00"), (Local(issue.Clock(IssueClock.Review)), Local(issue.Clock(IssueClock.Whole))));
        Assert.Equal(4, issue.Deadlines.Count);
    }

    [Fact]
    public void Yellow_comes_before_red_and_red_goes_upward()
    {
        var issue = new JournaledIssue().Handling("cadres");
        issue.RunUntil(Calendars.At("2026-06-10 18:00"));
        Assert.Equal(CardColour.Red, issue.State.Card);
        Assert.Equal(
            [(CardColour.Yellow, "2026-06-08 18:00"), (CardColour.Red, "2026-06-10 18:00")],
            issue.Events.Where(e => e.Card?.Clock == IssueClock.Handle).Select(e => (e.Card.Colour, Calendars.Local(e.AtUs))));
        Assert.Contains(issue.Sent, m => m.To == "unit/town" && m.Unit.Supervised is { Cause: SupervisionCause.TimeOut });
        Assert.Contains(issue.Sent, m => m.To == "unit/cadres" && m.Unit.Card is { Colour: CardColour.Red });
    }

    [Fact]
    public void A_hand_over_that_nobody_takes_warns_both_and_then_both_supervisors()
    {
        var issue = new JournaledIssue().Routed("roads");
        issue.RunUntil(Calendars.At("2026-06-01 17:00"));
        string[] warned = [.. issue.Sent.Where(m => m.Unit?.Card?.Clock == IssueClock.TakeOver).Select(m => m.To)];
        Assert.Equal(["unit/roads", "unit/cadres", "unit/roads", "unit/cadres"], warned);
        Assert.Equal(["unit/county", "unit/town"], issue.Sent.Where(m => m.Unit?.Supervised is not null).Select(m => m.To));
        // The units read it in the history: both stand there.
        Assert.Equal(["county", "town"], issue.Events.Single(e => e.Supervised is not null).Supervised.Told.Order());
    }

    [Fact]
    public void A_ring_counts_once_and_only_of_the_clock_as_it_is()
    {
        var issue = new JournaledIssue();
        var ring = issue.Deadlines.Single(row => row is { Clock: IssueClock.Review, Card: CardColour.Red });
        Assert.Empty(IssueDecider.Decide(issue.State, ring.ToCommand(ring.AtUs - 1), Context).Events); // a clock that jumped back
        var rung = IssueDecider.Decide(issue.State, ring.ToCommand(ring.AtUs), Context);
        issue.Keep(rung);
        Assert.Empty(IssueDecider.Decide(issue.State, ring.ToCommand(ring.AtUs + 1), Context).Events);
        issue.NowUs = ring.AtUs;
        issue.Routed();
        Assert.Empty(IssueDecider.Decide(issue.State, (ring with { Version = 99 }).ToCommand(ring.AtUs + 1), Context).Events);
        Assert.Single(issue.Events, e => e.Card is not null);
    }

    [Fact]
    public void An_issue_s_time_never_goes_back()
    {
        var issue = new JournaledIssue().Routed();
        issue.NowUs -= Instant.HourUs;
        var decision = issue.Decide(new IssueCommand { TakeOver = new TakeOverIssue() }, Holder("roads"));
        Assert.All(decision.Events, e => Assert.Equal(issue.State.LastAtUs, e.AtUs));
    }

    [Fact]
    public void Suspension_moves_the_end_and_the_first_one_stays_on_record()
    {
        var issue = new JournaledIssue().Handling();
        var before = issue.Clock(IssueClock.Handle, "roads");
        issue.Take(new IssueCommand { Suspend = new SuspendIssue { UntilUs = Calendars.At("2026-06-04 10:00") } }, Holder("roads"), Written("等材料"));
        Assert.Equal(IssueClock.Suspension, Assert.Single(issue.Deadlines).Clock);
        issue.RunUntil(Calendars.At("2026-06-04 10:00"));
        Assert.Equal(IssueStage.Handling, issue.State.Stage);
        var after = issue.Clock(IssueClock.Handle, "roads");
        Assert.Equal(("2026-06-10 18:00", "2026-06-15 18:00"), (Local(before), Local(after)));
        Assert.Equal(before.RawDueUs, after.RawDueUs);
    }

    [Fact]
    public void An_extension_moves_the_end_a_few_times()
    {
        var issue = new JournaledIssue().Handling();
        issue.AssertRefused(IssueRefusals.DateInvalid, Extend("2026-06-09 18:00"), Dispatcher, Written("雨季")); // not later than it is
        issue.AssertRefused(IssueRefusals.DateInvalid, Extend("2028-06-09 18:00"), Dispatcher, Written("雨季"));
        issue.Take(Extend("2026-07-01 18:00"), Dispatcher, Written("雨季"));
        Assert.Equal(("2026-07-01 18:00", "2026-07-01 18:00"), (Local(issue.Clock(IssueClock.Handle, "roads")), Local(issue.Clock(IssueClock.Whole))));
        Assert.Equal("2026-06-10 18:00", Calendars.Local(issue.Clock(IssueClock.Handle, "roads").RawDueUs));
        issue.Take(Extend("2026-07-02 18:00"), Dispatcher, Written("雨季"));
        issue.AssertRefused(IssueRefusals.TooOften, Extend("2026-07-03 18:00"), Dispatcher, Written("雨季"));
    }

    [Fact]
    public void A_date_outside_the_calendar_is_refused_and_a_clock_beyond_it_still_runs()
    {
        var opened = Calendars.At("2030-12-27 10:00");
        var issue = new JournaledIssue(opened: Opened(atUs: opened)) { NowUs = opened };
        Assert.True(issue.Events.Single(e => e.ClockSet?.Clock == IssueClock.Whole).ClockSet.OutsideCalendar);
        issue.Handling();
        issue.AssertRefused(
            IssueRefusals.OutsideCalendar, new IssueCommand { Suspend = new SuspendIssue { UntilUs = Calendars.At("2031-01-02 10:00") } }, Dispatcher, Written("过年"));
    }

    [Fact]
    public void Checking_has_a_clock_of_its_own_and_pauses_the_step_s()
    {
        var issue = new JournaledIssue(context: Sampled).Handling();
        var due = issue.Clock(IssueClock.Handle, "roads").DueUs;
        issue.NowUs = Calendars.At("2026-06-02 10:00");
        issue.Resolved();
        Assert.True(issue.Clock(IssueClock.Handle, "roads").IsPaused);
        Assert.Contains(issue.Deadlines, row => row.Clock == IssueClock.Check);
        issue.NowUs = Calendars.At("2026-06-04 10:00");
        issue.Take(new IssueCommand { Verify = new VerifyIssue() }, Checker, Written("坑还在"));
        Assert.Equal(("2026-06-10 18:00", "2026-06-12 18:00"), (Calendars.Local(due), Local(issue.Clock(IssueClock.Handle, "roads"))));
    }

    [Fact]
    public void Going_back_to_a_unit_resumes_its_clock_and_another_s_starts_anew()
    {
        var issue = new JournaledIssue().Handling("roads");
        issue.NowUs = Calendars.At("2026-06-03 10:00"); // two of its seven days are used
        issue.Take(new IssueCommand { HandBack = new HandBackIssue() }, Holder("roads"), Written("非本部门"));
        issue.NowUs = Calendars.At("2026-06-05 10:00");
        issue.Handling("water");
        Assert.Equal("2026-06-16 18:00", Local(issue.Clock(IssueClock.Handle, "water")));
        issue.Take(new IssueCommand { HandBack = new HandBackIssue() }, Holder("water"), Written("非本部门"));
        issue.Handling("roads");
        Assert.Equal("2026-06-12 18:00", Local(issue.Clock(IssueClock.Handle, "roads")));
    }

    [Fact]
    public void A_note_of_a_higher_level_must_be_answered()
    {
        var issue = new JournaledIssue().Handling();
        var note = new IssueCommand { Supervise = new SuperviseIssue { Cause = SupervisionCause.Note } };
        issue.AssertRefused(IssueRefusals.NotAbove, note.Clone(), new StepTaker { Person = "p", Unit = "cadres", Roles = { LoopRole.Leader } }, Written("请抓紧"));
        issue.AssertRefused(IssueRefusals.NotAbove, note.Clone(), new StepTaker { Person = "p", Unit = "water", Roles = { LoopRole.Supervisor } }, Written("请抓紧"));
        issue.Take(note, Supervisor, Written("请抓紧"));
        issue.AssertRefused(IssueRefusals.NoteUnanswered, new IssueCommand { Resolve = new ResolveIssue() }, Holder("roads"), Written(photo: true));
        issue.RunUntil(Calendars.At("2026-06-02 18:00"));
        Assert.Contains(issue.Events, e => e.Card is { Clock: IssueClock.Note, Colour: CardColour.Red, Unit: "roads" });
        issue.AssertRefused(IssueRefusals.NoteUnknown, Answer(2), Holder("roads"), Written());
        issue.Take(Answer(1), Holder("roads"), Written("明日完成"));
        Assert.DoesNotContain(issue.Deadlines, row => row.Clock == IssueClock.Note);
        issue.AssertRefused(IssueRefusals.NoteUnknown, Answer(1), Holder("roads"), Written());
        issue.Resolved();
    }

    [Fact]
    public void A_leader_supervises_for_importance()
    {
        var issue = new JournaledIssue().Handling().Take(new IssueCommand { Supervise = new SuperviseIssue { Cause = SupervisionCause.Importance } }, Leader, Written("重点"));
        Assert.Contains(issue.Sent, m => m.To == "unit/roads" && m.Unit.Supervised is { Cause: SupervisionCause.Importance, Level: LoopLevel.City });
        Assert.Empty(issue.State.Notes);
    }

    private static IssueCommand Answer(uint note) => new() { AnswerNote = new AnswerNote { Note = note } };

    private static IssueCommand Extend(string due) => new() { Extend = new ExtendIssue { DueUs = Calendars.At(due) } };

    private static string Local(IssueClockState clock) => Calendars.Local(clock.DueUs);
}
