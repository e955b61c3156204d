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

    /// <summary>A life that stood still once: a part of a part had joined the whole.</summary>
    [Fact]
    public void A_life_that_stood_still_ends()
    {
        int[][] actions =
        [
            [1029, 4464, 5276, 4308], [5566, 2147, 5346, 1068], [9419, 7411, 3073, 2182], [8111, 8525, 6349, 3850], [103, 348, 5935, 4574], [2115, 5682, 5287, 243],
            [455, 3766, 8877, 4644], [9527, 632, 1058, 8897], [6014, 3857, 6904, 574], [7085, 6950, 3809, 6824], [6603, 8451, 1524, 189], [5111, 7830, 4416, 1048],
            [7587, 4050, 1381, 9281], [5622, 9867, 9751, 6269], [7756, 4279, 5187, 2598], [1845, 2272, 597, 8995], [4128, 60, 3983, 1804], [9596, 3693, 5702, 3806],
            [8406, 2743, 9031, 863], [2221, 519, 2253, 2172], [6867, 9276, 5368, 1879], [6623, 33, 1750, 8173], [1702, 3962, 5965, 6280], [2308, 5162, 2263, 8489],
            [7513, 1193, 4652, 7768], [548, 299, 2025, 5819], [4548, 480, 8036, 7497], [3506, 2574, 2772, 9130], [359, 888, 307, 8417], [6681, 4717, 7603, 1622],
            [7951, 7673, 3968, 624], [2867, 3434, 8830, 1093], [6736, 9507, 4672, 8243], [2319, 8920, 1216, 7192], [6461, 1692, 2118, 8593],
            [7335, 9643, 7292, 3951], [4679, 7994, 8350, 9685], [4863, 800, 3100, 9690], [4262, 5089, 5918, 3430], [1999, 3420, 5248, 2520],
            [8044, 8990, 1398, 4001], [8205, 2682, 2436, 2243], [8793, 5490, 8441, 4349], [9194, 2256, 2816, 8967], [6740, 7972, 7612, 6397],
            [733, 6406, 1645, 3093], [4049, 6065, 9004, 8329], [509, 6803, 9500, 646], [7124, 7178, 3057, 159], [1608, 8393, 5369, 6878], [5021, 6256, 5805, 1946],
            [5324, 5597, 2807, 727], [1133, 7798, 8420, 9508], [727, 8427, 2472, 4803], [9198, 9024, 3330, 8540], [2633, 9852, 7266, 2894], [8718, 2442, 6626, 4667],
            [8869, 3950, 8333, 2194], [7337, 4798, 602, 5770], [6273, 194, 255, 893],
        ];
        var town = Start();
        foreach (var action in actions) Act(town, action);
        Finish(town);
        Assert.All(town.Issues.Values, issue => Assert.True(issue.State.IsEnded, $"{issue.State.Id} is {issue.State.Stage}"));
    }

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
