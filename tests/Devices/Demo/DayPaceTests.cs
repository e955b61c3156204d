using RealtimeGov.Devices.Demo.Live;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class DayPaceTests
{
    private static readonly DateTimeOffset Evening = new(2026, 5, 4, 22, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData(1, 60, "22:01")]
    [InlineData(60, 60, "23:00")]
    [InlineData(60, 180, "01:00")] // past midnight
    [InlineData(3_600, 24, "22:00")] // a day later
    [InlineData(1_000_000, 0.0864, "22:00")]
    public void The_days_own_time_begins_now_and_runs_at_its_speed(double speed, double seconds, string time) =>
        Assert.Equal(TimeOnly.Parse(time, null), Round(Pace(speed).TimeOfDay(Evening.AddSeconds(seconds))));

    [Theory]
    [InlineData(1, 3)] // 20 a minute at noon
    [InlineData(60, 0.05)]
    [InlineData(3_000, 0.001)] // 60,000 a minute
    [InlineData(1_000_000, 0.001)] // and no more
    public void The_mean_gap_at_noon_is_divided_by_the_speed_to_a_bound(double speed, double seconds)
    {
        var noon = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal(seconds, new DayPace(Wuzhen.Town.Zone, 20, speed, noon).Gap(noon, 1 - 1 / Math.E).TotalSeconds, 5);
    }

    [Fact]
    public void Nights_are_quieter_than_mornings_at_any_speed()
    {
        var pace = Pace(3_600); // 22:00 now, 03:00 in 5 s, 09:00 in 11 s
        Assert.Equal(1.7 / 0.25, pace.Gap(Evening.AddSeconds(5), 0.5) / pace.Gap(Evening.AddSeconds(11), 0.5), 3);
    }

    private static DayPace Pace(double speed) => new(Wuzhen.Town.Zone, 1, speed, Evening);

    private static TimeOnly Round(TimeOnly time) => new((time.Ticks + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond % TimeSpan.TicksPerDay);
}
