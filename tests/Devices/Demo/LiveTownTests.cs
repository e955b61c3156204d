using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Live;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class LiveTownTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task Earlier_hours_are_filled_in_one_batch_of_today()
    {
        var reporter = new FakeReporter();

        var filled = await Live(reporter, new StillClock(Noon)).FillEarlierTodayAsync(CancellationToken.None);

        Assert.Equal(29, filled);
        Assert.Equal(1, reporter.Calls);
        Assert.All(reporter.Received, report => Assert.InRange(report.ObservedAt.ToDateTimeOffset(), Noon.AddHours(-12), Noon));
    }

    [Fact]
    public async Task A_day_of_the_past_is_filled_in_one_batch_of_that_day()
    {
        var reporter = new FakeReporter();
        var live = Live(reporter, new StillClock(Noon));

        foreach (var ago in LiveTown.DaysCompared)
            Assert.Equal(40, await live.FillPastDayAsync(new DateOnly(2026, 5, 4).AddDays(-ago), CancellationToken.None));

        Assert.Equal(2, reporter.Calls);
        var days = reporter.Received.Select(report => DateOnly.FromDateTime(report.ObservedAt.ToDateTimeOffset().ToOffset(Noon.Offset).DateTime));
        Assert.Equal([(new DateOnly(2026, 4, 27), 40), (new DateOnly(2026, 5, 3), 40)], days.CountBy(day => day).Select(day => (day.Key, day.Value)));
    }

    [Fact]
    public async Task A_thousand_reports_from_noon_at_20_a_minute_take_about_an_hour()
    {
        var reporter = new FakeReporter();
        using var stop = new CancellationTokenSource();
        var enough = reporter.Reached(1000);

        var running = Live(reporter, new StillClock(Noon, leaps: true)).RunAsync(stop.Token);
        await enough;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var took = reporter.Received[999].ObservedAt.ToDateTimeOffset() - Noon;
        Assert.InRange(took.TotalMinutes, 50, 68);
        Assert.Equal(reporter.Received.Select(report => report.ObservedAt.ToDateTimeOffset()).Order(), reporter.Received.Select(report => report.ObservedAt.ToDateTimeOffset()));
        Assert.Contains(reporter.Received, report => report.JoinsIssueId.Length > 0);
    }

    [Fact]
    public async Task At_sixty_times_the_same_hour_passes_in_a_minute()
    {
        var reporter = new FakeReporter();
        using var stop = new CancellationTokenSource();
        var enough = reporter.Reached(1000);

        var running = Live(reporter, new StillClock(Noon, leaps: true), speed: 60).RunAsync(stop.Token);
        await enough;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var took = reporter.Received[999].ObservedAt.ToDateTimeOffset() - Noon;
        Assert.InRange(took.TotalSeconds, 50, 68);
    }

    private static LiveTown Live(FakeReporter reporter, TimeProvider time, double speed = 1)
    {
        var chance = new Chance(42);
        var maker = new ReportMaker(Wuzhen.Town, Wuzhen.Map, Wuzhen.Roster, chance, Guid.NewGuid);
        return new LiveTown(maker, reporter, Wuzhen.Town.Zone, new DayPace(Wuzhen.Town.Zone, 20, speed, Noon), chance, time, (_, _) => { });
    }
}
