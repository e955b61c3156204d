using RealtimeGov.Devices.Demo.Scenarios;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class ScenarioPlayerTests
{
    /// <summary>So fast that the whole day is due at once.</summary>
    private const double AtOnce = 1e6;

    [Fact]
    public async Task Played_once_it_opens_25_joins_2_records_9()
    {
        var reporter = new FakeReporter();

        var outcomes = await Player(reporter, AtOnce).PlayAsync(CancellationToken.None);

        Assert.Equal(25, outcomes[Outcome.Opened]);
        Assert.Equal(2, outcomes[Outcome.Joined]);
        Assert.Equal(9, outcomes[Outcome.Recorded]);
        Assert.Equal(36, reporter.Calls);
    }

    [Fact]
    public async Task Played_twice_the_second_time_is_36_duplicates()
    {
        var reporter = new FakeReporter();
        await Player(reporter, AtOnce).PlayAsync(CancellationToken.None);

        var outcomes = await Player(reporter, AtOnce).PlayAsync(CancellationToken.None);

        Assert.Equal(36, outcomes[Outcome.Duplicate]);
        Assert.Single(outcomes);
        Assert.Equal(reporter.Received.Take(36), reporter.Received.Skip(36));
    }

    [Fact]
    public async Task A_second_report_joins_the_issue_of_the_first_ones_receipt()
    {
        var reporter = new FakeReporter();

        await Player(reporter, AtOnce).PlayAsync(CancellationToken.None);

        Assert.Equal("330483100200002.4", reporter.Received[6].JoinsIssueId);
    }

    [Fact]
    public void At_60_times_the_last_report_comes_after_578_8_seconds_and_the_pause_after_580()
    {
        var player = Player(new FakeReporter(), 60);

        Assert.Equal(578.8333, player.DueAfter(new TimeOnly(16, 38, 50)).TotalSeconds, 4);
        Assert.Equal(580, player.DueAfter(Wuzhen.Scenario.PausesAt).TotalSeconds);
    }

    [Fact]
    public async Task Nothing_comes_before_its_time()
    {
        // The clock stands still: only what is due at the opening could be sent, and nothing is.
        var reporter = new FakeReporter();
        using var stop = new CancellationTokenSource();

        var playing = new ScenarioPlayer(Wuzhen.Scenario, Wuzhen.Town, reporter, 60, new StillClock(), (_, _) => { }).PlayAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        Assert.Empty(reporter.Received);
    }

    private static ScenarioPlayer Player(FakeReporter reporter, double speed) =>
        new(Wuzhen.Scenario, Wuzhen.Town, reporter, speed, TimeProvider.System, (_, _) => { });
}
