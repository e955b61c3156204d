using Google.Protobuf;
using RealtimeGov.Cluster;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Grains.Tests.Placement;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.Issues;

/// <summary>
/// 件件有着落、事事有回音, over lives that nobody planned: whatever people do, and whatever is lost, moved or killed meanwhile, each issue comes to an end and
/// each reporter is told of it, once for each ending.
/// </summary>
public sealed class LifeTests
{
    private const int ActionsMax = 40;

    private static readonly string[] Grids = ["G1", "G2", "G3"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_happens_every_issue_ends_and_every_reporter_is_told_once_for_each_ending(int seed)
    {
        var clock = new SetClock(TestTown.Noon);
        await using var town = await TestTown.Start(time: clock);
        var life = new Life(town, clock, new Random(seed));
        for (var action = 0; action < ActionsMax; action++) await life.Act();
        await life.Finish();
        await life.AssertAnswered();
    }

    private sealed record Standing(string IssueId, string State, string Holder)
    {
        public static readonly ReadQuery<Standing> OfAll = new("select issue_id, state, holder from issue order by issue_id", row => new Standing(row.GetString(0), row.GetString(1), row.GetString(2)));
    }

    private sealed class Life(TestTown town, SetClock clock, Random random)
    {
        private readonly List<Report> sent = [];
        private int commands;

        private long NowUs => Instant.From(clock.Now);

        public async Task Act()
        {
            switch (random.Next(12))
            {
                case 0 or 1 or 2: await Report(); break;
                case 3: await town.Placement.Move(Grids[random.Next(Grids.Length)], $"silo-{1 + random.Next(3)}"); break;
                case 4 when random.Next(3) == 0:
                    var lost = $"silo-{1 + random.Next(3)}";
                    await town.Silos.Crash(lost);
                    await town.Silos.Revive(lost);
                    break;
                case 5 when random.Next(4) == 0: await town.Restart(); break;
                case 6: await Lose(); break;
                case 7: clock.Now += TimeSpan.FromHours(random.Next(1, 30)); break;
                default: await Step(); break;
            }
        }

        /// <summary>The desk does its work, and what waits for somebody who never comes, the clock ends.</summary>
        public async Task Finish()
        {
            for (var round = 0; round < 40; round++)
            {
                await Quiet();
                var open = (await Issues()).Where(issue => issue.State is not ("closed" or "declined")).ToList();
                if (open.Count == 0) return;
                foreach (var issue in open) await Work(issue);
                clock.Now += TimeSpan.FromDays(10);
                foreach (var issue in open) await Again(() => town.Silos.Issue(issue.IssueId).LookAtClocks(new LookAtClocks { NowUs = NowUs }));
            }
            Assert.Fail($"still open: {string.Join(", ", (await Issues()).Where(issue => issue.State is not ("closed" or "declined")).Select(issue => $"{issue.IssueId} {issue.State}"))}");
        }

        public async Task AssertAnswered()
        {
            await Quiet();
            var told = new List<(string Issue, string Report, uint Answer)>();
            var last = new Dictionary<string, uint>();
            var holds = new HashSet<string>();
            foreach (var issue in await Issues())
            {
                var state = new IssueState(issue.IssueId);
                foreach (var step in await town.History(issue.IssueId))
                {
                    state.Apply(step.Event);
                    if (step.Event.Answered is { } answered) told.AddRange(answered.ReportIds.Select(report => (issue.IssueId, IssueState.KeyOf(report), answered.Answer)));
                }
                last[issue.IssueId] = state.Answer;
                Assert.True(state.IsEnded, $"{issue.IssueId} is {state.Stage}");
                foreach (var report in state.Reports)
                {
                    Assert.True(holds.Add(IssueState.KeyOf(report.ReportId)), $"{IssueState.KeyOf(report.ReportId)} is in two issues");
                    Assert.Contains((issue.IssueId, IssueState.KeyOf(report.ReportId), state.Answer), told);
                }
            }
            Assert.Equal(told.Distinct().Count(), told.Count); // once for each ending
            Assert.Equal(sent.Select(report => report.ReportId).Order(), holds.Order()); // and nobody is forgotten
            var days = await Task.WhenAll(Grids.Select(grid => town.Grains.Grid(grid).Day(new DayQuery { Date = TestTown.Today })));
            Assert.All(days, day => Assert.True(day.Counts.AwaitingReview == 0, $"{day.Region} awaits {day.Counts}"));
        }

        private async Task Report()
        {
            var issues = await Issues();
            var grid = Grids[random.Next(Grids.Length)];
            var joins = issues.Count > 0 && random.Next(2) == 0 ? issues[random.Next(issues.Count)].IssueId : "";
            var report = Reports.New(joins: joins, observedAtUs: TestTown.NowUs - Instant.MinuteUs);
            sent.Add(report);
            if (joins.Length > 0) grid = joins[..joins.IndexOf('.')];
            while ((await town.Grains.Grid(grid).SendOne(report)).Outcome == Outcome.Retry) await Task.Yield();
        }

        // The next commit of some stream is written and its answer lost, or is not written at all.
        private async Task Lose()
        {
            var issues = await Issues();
            var stream = issues.Count > 0 && random.Next(2) == 0 ? $"issue/{issues[random.Next(issues.Count)].IssueId}" : $"grid/{Grids[random.Next(Grids.Length)]}";
            var next = (await town.Journal.Streams.Load(stream, default)).Head + 1;
            if (random.Next(2) == 0) town.Faults.LoseAnswer(stream, next);
            else town.Faults.Fail(stream, next, Journal.Stores.CommitOutcome.Unknown);
        }

        private async Task Step()
        {
            var issues = await Issues();
            if (issues.Count == 0) return;
            var issue = issues[random.Next(issues.Count)];
            var state = await StateOf(issue.IssueId);
            var other = issues[random.Next(issues.Count)].IssueId;
            var report = state.Reports.Count > 0 ? state.Reports[random.Next(state.Reports.Count)].ReportId : ByteString.Empty;
            IssueCommand[] steps =
            [
                Steps.Accept, Steps.Route, Steps.TakeOver, Steps.Resolve(random.Next(2) == 0), Steps.Close, Steps.Decline,
                new() { Decline = new() { Reason = DeclineReason.AboutAPerson } }, new() { Appeal = new() }, new() { Join = new() { Parent = other } }, new() { LeaveParent = new() },
                new() { Split = new() { Categories = { "roads/pothole", "water/ditch" } } }, new() { SplitReport = new() { ReportId = report } }, new() { AskBack = new() },
                new() { Reply = new() }, new() { Suspend = new() { UntilUs = NowUs + 5 * Instant.DayUs } }, new() { Reopen = new() }, new() { HandBack = new() }, new() { FeedBack = new() },
                new() { CorrectGrid = new() { GridCode = Grids[random.Next(Grids.Length)] } }, new() { Rate = new() { Score = 4 } }, new() { SolveByFinder = new() },
            ];
            var possible = steps.Where(step => IssueSteps.Find(step.StepCase)!.From.Contains(state.Stage)).ToList();
            if (possible.Count > 0) await Take(issue, possible[random.Next(possible.Count)], report);
        }

        private async Task Work(Standing issue)
        {
            var step = issue.State switch
            {
                "open" or "accepted" => Steps.Route,
                "routed" or "handling" => Steps.Resolve(feedBack: true),
                "resolved" => new IssueCommand { FeedBack = new FeedBackIssue() },
                _ => null,
            };
            if (step is not null) await Take(issue, step, ByteString.Empty);
        }

        // In every role at once: what is tested is where the steps lead.
        private Task Take(Standing issue, IssueCommand step, ByteString report)
        {
            step.Content ??= new StepContent { Text = "说明" };
            step.By = new StepTaker { Person = "沈主任", Unit = issue.Holder, ReportId = report, Roles = { LoopRole.Desk, LoopRole.Holder, LoopRole.Reporter, LoopRole.Finder, LoopRole.Leader } };
            (step.CommandId, step.AtUs) = ($"life-{++commands}", NowUs);
            return Again(() => town.Grains.Take(issue.IssueId, step));
        }

        private async Task<IssueState> StateOf(string issue)
        {
            var state = new IssueState(issue);
            foreach (var step in await town.History(issue)) state.Apply(step.Event);
            return state;
        }

        private async Task<IReadOnlyList<Standing>> Issues() => await town.Journal.ReadModel.Query(Standing.OfAll, default);

        private Task Quiet() => Steps.Until(async () => (await town.Journal.Outbox.OfGrids(Grids, 1, default)).Count == 0);

        /// <summary>As a caller does that was told to ask again, or lost a silo.</summary>
        private static async Task Again<T>(Func<Task<T>> ask)
        {
            for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Yield())
                try
                {
                    await ask();
                    return;
                }
                catch (Exception e) when (e is not Xunit.Sdk.XunitException && TimeProvider.System.GetElapsedTime(began) < RealtimeGov.Tests.Support.Patience.Max) { }
        }
    }
}
