using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using Step = RealtimeGov.Protos.IssueCommand.StepOneofCase;

namespace RealtimeGov.Domain.Tests.Issues;

/// <summary>件件有着落、事事有回音, over random lives of several issues with repeated messages and late clocks.</summary>
public sealed class LoopProperties
{
    private static readonly StepRule[] People = [.. IssueSteps.Table.Where(rule => rule.By != Takers.System || rule.Step == Step.AddReport)];

    private static readonly IssueContext Context = LoopSamples.Context with
    {
        Rules = IssueRules.Default with { SamplingRates = new Dictionary<string, double> { [""] = 0.5 } },
    };

    private static readonly Gen<int[]> Action = Gen.ArrayOf(Gen.Choose(0, 10_000), 4);

    private static readonly Arbitrary<int[][]> Lives = Gen.ArrayOf(Action, 60).ToArbitrary();

    [Fact]
    public void Nothing_is_ever_left_where_neither_a_clock_nor_a_person_moves_it() => Check.QuickThrowOnFailure(Prop.ForAll(Lives, actions =>
    {
        var town = Start();
        foreach (var action in actions)
        {
            Act(town, action);
            foreach (var issue in town.Issues.Values.Where(issue => !issue.State.IsEnded))
            {
                var state = issue.State;
                var people = People.Where(rule => rule.From.Contains(state.Stage) && rule.Next.Count > 0 && rule.By != Takers.System).ToArray();
                Assert.True(people.Length > 0, $"nobody moves {state.Stage}");
                // A joined issue waits for its parent; everything else has a clock, or its red card has been given.
                if (state.Stage != IssueStage.Joined) Assert.True(state.Clocks.Values.Any(clock => !clock.IsPaused), $"no clock moves {state.Stage}");
            }
        }
        return true;
    }));

    [Fact]
    public void Every_reporter_is_answered_once_for_each_ending() => Check.QuickThrowOnFailure(Prop.ForAll(Lives, actions =>
    {
        var town = Start();
        foreach (var action in actions) Act(town, action);
        Finish(town);
        foreach (var issue in town.Issues.Values)
        {
            Assert.True(issue.State.IsEnded, $"{issue.State.Id} is {issue.State.Stage}");
            foreach (var report in issue.State.Reports)
                Assert.Single(town.Told, told => told.Issue == issue.State.Id && told.Answer == issue.State.Answer && told.Report == $"report/{IssueState.KeyOf(report.ReportId)}");
            var answers = issue.Answers.Where(a => a.Answered is not null).Select(a => (a.ReportId, a.Answered.Answer)).ToArray();
            Assert.Equal(answers.Distinct().Count(), answers.Length);
        }
        return town.Told.Count > 0;
    }));

    [Fact]
    public void Replayed_events_make_the_same_state() => Check.QuickThrowOnFailure(Prop.ForAll(Lives, actions =>
    {
        var town = Start();
        foreach (var action in actions) Act(town, action);
        foreach (var issue in town.Issues.Values)
        {
            var replayed = issue.Replayed();
            Assert.Equal(Describe(issue.State), Describe(replayed));
            Assert.Equal(issue.Deadlines, issue.State.Deadlines());
            Assert.Equal(issue.State.Deadlines(), replayed.Deadlines());
        }
        return true;
    }));

    [Fact]
    public void Facts_hold_nothing_that_a_person_wrote() => Check.QuickThrowOnFailure(Prop.ForAll(Lives, actions =>
    {
        var town = Start();
        foreach (var action in actions) Act(town, action);
        var written = System.Text.Encoding.UTF8.GetBytes(AnySteps.Content.Text);
        return town.Issues.Values.SelectMany(issue => issue.Events).All(e => Google.Protobuf.MessageExtensions.ToByteArray(e).AsSpan().IndexOf(written) < 0);
    }));

    private static string Describe(IssueState state) => string.Join('\n', typeof(IssueState).GetProperties().Select(property => property.GetValue(state) switch
    {
        string text => $"{property.Name}: {text}",
        System.Collections.IEnumerable many => $"{property.Name}: {string.Join(' ', many.Cast<object>().Select(one => $"{one}").Order())}",
        var one => $"{property.Name}: {one}",
    }));

    private static IssueTown Start()
    {
        var town = new IssueTown(Context);
        for (var issue = 0; issue < 3; issue++) town.Open();
        return town;
    }

    private static void Act(IssueTown town, int[] action)
    {
        var ids = town.Issues.Keys.ToArray();
        var issue = town.Issues[ids[action[0] % ids.Length]].State;
        switch (action[1] % 10)
        {
            case 0: town.Pass(action[2] * 10 * Instant.MinuteUs); break;
            case < 4: town.DeliverOne(twice: action[2] % 3 == 0); break;
            default:
                // Mostly a step that the stage allows: others are refused and change nothing.
                var rules = action[3] % 8 == 0 ? People : [.. People.Where(rule => rule.From.Contains(issue.Stage))];
                var rule = rules[action[2] % rules.Length];
                town.Send(issue.Id, AnySteps.Of(rule.Step, issue, town.NowUs, action[3], ids), AnySteps.Taker(issue, rule, action[2]), AnySteps.Content);
                break;
        }
    }

    /// <summary>The desk does its work; what waits for somebody who never comes, the clock ends.</summary>
    private static void Finish(IssueTown town)
    {
        for (var round = 0; round < 60 && (town.Pending > 0 || town.Issues.Values.Any(issue => !issue.State.IsEnded)); round++)
        {
            town.DeliverAll();
            foreach (var issue in town.Issues.Values.Select(issue => issue.State).ToArray())
            {
                var step = issue.Stage switch
                {
                    IssueStage.Opened or IssueStage.Accepted => Step.Route,
                    IssueStage.Routed or IssueStage.Handling => issue.Notes.Values.Any(note => note.Length > 0) ? Step.AnswerNote : Step.Resolve,
                    IssueStage.Checking => Step.Verify,
                    IssueStage.Resolved => Step.FeedBack,
                    _ => Step.None,
                };
                if (step == Step.None) continue;
                var command = step == Step.AnswerNote
                    ? new IssueCommand { AnswerNote = new AnswerNote { Note = issue.Notes.First(note => note.Value.Length > 0).Key } }
                    : AnySteps.Of(step, issue, town.NowUs, 1, [issue.Id]);
                town.Send(issue.Id, command, AnySteps.Taker(issue, IssueSteps.Find(step)!, step == Step.Verify ? 654_321 : 123_456), AnySteps.Content);
            }
            town.Pass(10 * Instant.DayUs);
        }
        town.DeliverAll();
    }
}
