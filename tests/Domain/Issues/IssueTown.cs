using Google.Protobuf;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Issues;

/// <summary>
/// Several issues with their journals, an outbox that delivers in each sender's order and sometimes twice, a grid that opens
/// what a split asks for, and one clock.
/// </summary>
internal sealed class IssueTown(IssueContext context)
{
    private readonly Queue<(string From, IssueMessage Message)> outbox = [];
    private readonly List<(string Report, string Issue, uint Answer)> told = [];
    private int commands;
    private uint opened;

    public SortedDictionary<string, JournaledIssue> Issues { get; } = new(StringComparer.Ordinal);

    public long NowUs { get; private set; } = LoopSamples.NowUs;

    /// <summary>What each reporter heard: an entry for each answer of an issue.</summary>
    public IReadOnlyList<(string Report, string Issue, uint Answer)> Told => told;

    public int Pending => outbox.Count;

    public JournaledIssue Open(ByteString? report = null, string partOf = "", uint part = 0)
    {
        var first = LoopSamples.Opened((int)++opened, NowUs, partOf, part);
        if (report is not null) first.Opened.ReportId = report;
        var issue = new JournaledIssue($"G1.{opened}", context, first);
        Issues.Add(issue.State.Id, issue);
        return issue;
    }

    /// <summary>Takes a step; a refusal changes nothing, and so does the same command again.</summary>
    public IssueDecision Send(string id, IssueCommand step, StepTaker by, StepContent? content = null)
    {
        step.CommandId = $"town-{++commands}";
        (step.By, step.AtUs, step.Content) = (by, NowUs, content);
        return Deliver(id, step);
    }

    /// <param name="twice">The sender did not hear that it arrived.</param>
    public void DeliverOne(bool twice)
    {
        if (!outbox.TryDequeue(out var next)) return;
        for (var time = 0; time < (twice ? 2 : 1); time++) Receive(next.Message, isFirst: time == 0);
    }

    public void DeliverAll()
    {
        while (outbox.Count > 0) DeliverOne(twice: false);
    }

    /// <summary>A time passes, and every clock due by then rings: together, as after an outage.</summary>
    public void Pass(long us)
    {
        NowUs += us;
        foreach (var issue in Issues.Values.ToArray())
            for (var rung = true; rung;)
            {
                rung = false;
                foreach (var row in issue.Deadlines.Where(row => row.AtUs <= NowUs).OrderBy(row => row.AtUs).ToArray())
                    rung |= Deliver(issue.State.Id, row.ToCommand(NowUs)).Events.Count > 0;
            }
    }

    private IssueDecision Deliver(string id, IssueCommand command)
    {
        var issue = Issues[id];
        var before = issue.State.Version;
        var decision = IssueDecider.Decide(issue.State, command, context);
        Assert.Equal(before, issue.State.Version); // deciding changes nothing
        if (decision.IsRefused) Assert.True(decision.Events.Count + decision.Messages.Count == 0 && decision.Detail.Length > 0);
        issue.Keep(decision);
        foreach (var message in decision.Messages) outbox.Enqueue((id, message));
        if (decision.Events.Count > 0) Assert.Empty(IssueDecider.Decide(issue.State, command, context).Events); // the same command again
        return decision;
    }

    private void Receive(IssueMessage message, bool isFirst)
    {
        switch (message.KindCase)
        {
            case IssueMessage.KindOneofCase.Issue:
                var refused = Deliver(message.To["issue/".Length..], message.Issue).Refused;
                Assert.Equal("", refused);
                break;
            case IssueMessage.KindOneofCase.Reporter when isFirst && message.Reporter.Answered is { } answered:
                var issue = Issues[message.Reporter.IssueId].State;
                told.Add((message.To, issue.Id, answered.Answer));
                break;
            case IssueMessage.KindOneofCase.Grid when isFirst:
                if (message.Grid.OpenPart is { } part) Open(partOf: message.Grid.IssueId, part: part.Number);
                if (message.Grid.OpenReport is { } split) Open(split.Report.ReportId);
                break;
        }
    }
}
