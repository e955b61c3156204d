using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Issues;

/// <summary>One issue with its journal, its outbox and its own clock.</summary>
internal sealed class JournaledIssue
{
    private int commands;

    public JournaledIssue(string id = "G1.1", IssueContext? context = null, IssueEvent? opened = null)
    {
        Context = context ?? LoopSamples.Context;
        State = new IssueState(id);
        Keep(IssueDecider.Open(id, opened ?? LoopSamples.Opened(), Context));
    }

    public IssueContext Context { get; set; }

    public IssueState State { get; private set; }

    public List<IssueEvent> Events { get; } = [];

    public List<IssueMessage> Sent { get; } = [];

    public IReadOnlyList<IssueDeadline> Deadlines { get; private set; } = [];

    public long NowUs { get; set; } = LoopSamples.NowUs;

    public IEnumerable<ReporterNotice> Answers => Sent
        .Where(message => message.Reporter?.Answered is not null)
        .Select(message => message.Reporter);

    public IssueDecision Decide(IssueCommand step, StepTaker by, StepContent? content = null)
    {
        (step.By, step.AtUs, step.Content) = (by, NowUs, content);
        if (step.CommandId.Length == 0) step.CommandId = $"c{++commands}";
        return IssueDecider.Decide(State, step, Context);
    }

    /// <summary>Takes a step a minute later, and fails where it is refused.</summary>
    public JournaledIssue Take(IssueCommand step, StepTaker by, StepContent? content = null)
    {
        NowUs += Instant.MinuteUs;
        var decision = Decide(step, by, content);
        Assert.True(!decision.IsRefused, $"{decision.Refused}: {decision.Detail}");
        Keep(decision);
        return this;
    }

    public void AssertRefused(string code, IssueCommand step, StepTaker by, StepContent? content = null)
    {
        var before = Events.Count;
        var decision = Decide(step, by, content);
        Assert.Equal(code, decision.Refused);
        Assert.NotEmpty(decision.Detail);
        Assert.Empty(decision.Events);
        Assert.Empty(decision.Messages);
        Assert.Equal(before, (int)State.Version);
    }

    public IssueClockState Clock(IssueClock clock, string subject = "") => State.Clocks[new ClockKey(clock, subject)];

    /// <summary>Lets the clocks ring, one after the other, as they fall due up to a moment.</summary>
    public void RunUntil(long untilUs)
    {
        while (Deadlines.Where(row => row.AtUs <= untilUs).OrderBy(row => row.AtUs).Cast<IssueDeadline?>().FirstOrDefault() is { } row)
        {
            NowUs = Math.Max(NowUs, row.AtUs);
            var decision = IssueDecider.Decide(State, row.ToCommand(NowUs), Context);
            Assert.NotEmpty(decision.Events);
            Keep(decision);
        }
        NowUs = Math.Max(NowUs, untilUs);
    }

    public void Keep(IssueDecision decision)
    {
        foreach (var e in decision.Events)
        {
            Events.Add(e);
            State.Apply(e);
        }
        Sent.AddRange(decision.Messages);
        if (decision.Events.Count > 0) Deadlines = decision.Deadlines;
    }

    public IssueState Replayed()
    {
        var state = new IssueState(State.Id);
        foreach (var e in Events) state.Apply(IssueEvent.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(e)));
        return state;
    }

    // The usual way, for tests that begin further on.
    public JournaledIssue Routed(string lead = "roads") =>
        Take(new IssueCommand { Route = new RouteIssue { Lead = lead } }, LoopSamples.Dispatcher);

    public JournaledIssue Handling(string lead = "roads") =>
        Routed(lead).Take(new IssueCommand { TakeOver = new TakeOverIssue() }, LoopSamples.Holder(lead));

    public JournaledIssue Resolved(bool feedBack = false) => Take(
        new IssueCommand { Resolve = new ResolveIssue { FeedBack = feedBack } }, LoopSamples.Holder(State.Lead), LoopSamples.Written(photo: true));

    public JournaledIssue Answered() => Handling().Resolved(feedBack: true);

    public JournaledIssue Declined(DeclineReason reason = DeclineReason.NothingToDo) =>
        Take(new IssueCommand { Decline = new DeclineIssue { Reason = reason } }, LoopSamples.Dispatcher, LoopSamples.Written("无需处理"));
}
