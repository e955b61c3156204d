using RealtimeGov.Tests.Support;
using RealtimeGov.Grains.Tests.Towns;
using System.Globalization;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Engines;

/// <summary>A grain's turns, its sleep, and what it does when it finds that another has gone on in its place.</summary>
public abstract partial class EngineContract
{
    private const int Withdrawals = 20;

    [Fact]
    public async Task A_grain_has_one_turn_at_a_time_and_goes_on_with_others_while_one_awaits()
    {
        await using var town = await Defined();
        var grid = town.Grains.Grid("V1-1");
        var reports = Enumerable.Range(0, Withdrawals).Select(_ => EngineReports.New(nowUs)).ToArray();
        await grid.Send(nowUs, reports);
        var (inTurn, together, reading) = (0, 0, 0);
        var everyOne = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        town.Faults.ReadingReport = _ =>
        {
            if (Interlocked.Increment(ref inTurn) > 1) Interlocked.Increment(ref together);
            Thread.SpinWait(50_000); // long enough that another turn would be met
            Interlocked.Decrement(ref inTurn);
            if (Interlocked.Increment(ref reading) == Withdrawals) everyOne.TrySetResult();
            return everyOne.Task; // none is read before all are asked for
        };
        var replies = await Task.WhenAll(reports.Select(report => grid.Withdraw(new WithdrawReport
        {
            ReportId = report.ReportId, Reviewer = "X", Reason = "twice", AtUs = nowUs,
        }))).WaitAsync(Patience.Max);
        Assert.Equal(0, together);
        // One that was asked for again because the machine was busy was withdrawn by the first.
        Assert.All(replies, reply => Assert.Contains(reply.Refused, new[] { "", "already_withdrawn" }));
        Assert.Equal(0ul, (await grid.Day(new DayQuery { Date = Today })).Counts.Valid);
        Assert.Equal(2ul * Withdrawals, (await town.Journal.Streams.Load("grid/V1-1", default)).Head);
    }

    [Fact]
    public async Task Grains_sleep_when_they_have_nothing_to_do_and_wake_with_what_they_knew()
    {
        await using var town = await Defined();
        var report = EngineReports.New(nowUs);
        Assert.Equal("V3-1.1", (await town.Grains.Grid("V3-1").SendOne(nowUs, report)).IssueId);
        Assert.True(town.Awake >= 3, $"only {town.Awake} grains are awake"); // the grid, its village, the town's region
        await Eventually.Holds(async () =>
        {
            await town.Lull();
            return town.Awake == 0;
        });
        Assert.Equal((Outcome.Duplicate, "V3-1.1"), await Sent(town, "V3-1", report));
        Assert.Equal((Outcome.Opened, "V3-1.2"), await Sent(town, "V3-1", EngineReports.New(nowUs)));
        Assert.Equal(2ul, (await town.Grains.Grid("V3-1").Day(new DayQuery { Date = Today })).Counts.Valid);
    }

    [Fact]
    public async Task A_grain_that_waits_for_the_store_stays_awake()
    {
        await using var town = await Defined();
        var stuck = town.Faults.Pause("grid/V3-1", 1);
        var receipt = town.Grains.Grid("V3-1").SendOne(nowUs, EngineReports.New(nowUs));
        await stuck.Reached;
        for (var lull = 0; lull < 10; lull++) await town.Lull();
        stuck.LetGo();
        Assert.Equal("V3-1.1", (await receipt).IssueId);
        Assert.Equal(1ul, (await town.Journal.Streams.Load("grid/V3-1", default)).Head);
    }

    [Fact]
    public async Task J2_J3_S4_a_grid_that_another_silo_went_on_with_loads_again_and_decides_what_waits_again()
    {
        await using var town = await Defined();
        var grid = town.Grains.Grid("V1-1");
        Assert.Equal((Outcome.Opened, "V1-1.1"), await Sent(town, "V1-1", EngineReports.New(nowUs)));
        await using var other = await OtherSilo.Of(town, "V1-1");
        var theirs = EngineReports.New(nowUs);
        Assert.Equal("V1-1.2", (await other.SendOne(nowUs, theirs)).IssueId);

        // The first of these meets the other's event; what waits behind it must not be written either.
        var stuck = town.Faults.Pause("grid/V1-1", 2);
        var waiting = Enumerable.Range(0, 50).Select(_ => grid.SendOne(nowUs, EngineReports.New(nowUs))).ToList();
        var again = grid.SendOne(nowUs, theirs);
        await stuck.Reached;
        stuck.LetGo();
        var receipts = await Task.WhenAll(waiting);
        Assert.All(receipts, receipt => Assert.Contains(receipt.Outcome, new[] { Outcome.Opened, Outcome.Duplicate }));
        Assert.Equal(Enumerable.Range(3, 50).Select(number => $"V1-1.{number}"), receipts.Select(receipt => receipt.IssueId).OrderBy(id => int.Parse(id[5..], CultureInfo.InvariantCulture)));
        Assert.Equal((Outcome.Duplicate, "V1-1.2"), ((await again).Outcome, (await again).IssueId));

        // And the other finds out the same way.
        Assert.Equal("V1-1.53", (await other.SendOne(nowUs, EngineReports.New(nowUs))).IssueId);
        Assert.Equal((Outcome.Opened, "V1-1.54"), await Sent(town, "V1-1", EngineReports.New(nowUs)));
        Assert.Equal(54ul, (await grid.Day(new DayQuery { Date = Today })).Counts.Valid);
        Assert.Equal(54ul, (await town.Journal.Streams.Load("grid/V1-1", default)).Head);
    }

    private async Task<(Outcome Outcome, string IssueId)> Sent(IEngineTown town, string grid, Report report)
    {
        var receipt = await town.Grains.Grid(grid).SendOne(nowUs, report);
        return (receipt.Outcome, receipt.IssueId);
    }
}
