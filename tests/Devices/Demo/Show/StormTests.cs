using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Transport;
using RealtimeGov.Devices.Demo.Show;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Demo.Show;

public sealed class StormTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task One_report_opens_the_issue_that_all_others_join_on_every_line()
    {
        FakeReporter[] lines = [new(), new(), new()];
        var grid = Wuzhen.Map.Grids[7];

        var counted = await Over(lines).BreakAsync(grid, 5_000, CancellationToken.None);

        Assert.Equal(5_000, counted);
        var all = lines.SelectMany(line => line.Received).ToList();
        Assert.Equal((5_000, 5_000), (all.Count, all.Select(report => report.ReportId).Distinct().Count()));
        Assert.Equal($"{grid.Code}.1", Assert.Single(all.Select(report => report.JoinsIssueId).Distinct(), id => id.Length > 0));
        Assert.Equal(1, all.Count(report => report.JoinsIssueId.Length == 0));
        Assert.All(all, report => Assert.Equal((grid.Code, all[0].Category), (report.GridCode, report.Category)));
        Assert.All(all, report => Assert.True(Wuzhen.Roster.Find(report.StewardId)!.Home.Code == grid.Code));
    }

    [Fact]
    public async Task No_message_holds_more_than_a_gateway_takes()
    {
        var line = new LargestBatch();

        await Over(line).BreakAsync(Wuzhen.Map.Grids[0], 1_600, CancellationToken.None);

        Assert.Equal(500, line.Largest);
    }

    [Fact]
    public async Task What_is_refused_does_not_count()
    {
        var line = new LargestBatch { Outcome = Outcome.Invalid };

        Assert.Equal(0, await Over(line).BreakAsync(Wuzhen.Map.Grids[0], 10, CancellationToken.None));
    }

    private static Storm Over(params IReporter[] lines) =>
        new(Wuzhen.Town, Wuzhen.Roster, lines, new Chance(42), Guid.NewGuid, new StillClock(Noon));

    private sealed class LargestBatch : IReporter
    {
        public int Largest { get; private set; }

        public Outcome Outcome { get; init; } = Outcome.Opened;

        public Task<IReadOnlyList<ReportReceipt>> ReportAsync(IReadOnlyList<Report> reports, CancellationToken cancellation)
        {
            Largest = Math.Max(Largest, reports.Count);
            return Task.FromResult<IReadOnlyList<ReportReceipt>>([.. reports.Select(report => new ReportReceipt { ReportId = report.ReportId, Outcome = Outcome })]);
        }
    }
}
