using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Live;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class DayRhythmTests
{
    [Theory]
    [InlineData(0, 0, 0.25)]
    [InlineData(3, 30, 0.25)]
    [InlineData(6, 0, 0.575)]
    [InlineData(9, 0, 1.7)]
    [InlineData(12, 0, 1.0)]
    [InlineData(16, 0, 1.35)]
    [InlineData(23, 30, 0.275)]
    public void Weight_follows_the_day(int hour, int minute, double weight) =>
        Assert.Equal(weight, DayRhythm.Weight(new TimeOnly(hour, minute)), 9);

    [Fact]
    public void A_gap_at_noon_at_20_a_minute_is_3_seconds_on_average()
    {
        Assert.Equal(TimeSpan.Zero, DayRhythm.Gap(new TimeOnly(12, 0), 20, 0));
        Assert.Equal(3000, DayRhythm.Gap(new TimeOnly(12, 0), 20, 1 - Math.Exp(-1)).TotalMilliseconds, 3);
        Assert.Equal(12_000, DayRhythm.Gap(new TimeOnly(3, 0), 20, 1 - Math.Exp(-1)).TotalMilliseconds, 3);
    }

    [Fact]
    public void Shares_run_from_0_to_1_and_back_again()
    {
        Assert.Equal(0, DayRhythm.ShareBefore(TimeOnly.MinValue));
        Assert.Equal(1, DayRhythm.ShareBefore(TimeOnly.MaxValue), 6);
        for (var minute = 1; minute < 1440; minute++)
        {
            var at = TimeOnly.MinValue.AddMinutes(minute);
            Assert.True(DayRhythm.ShareBefore(at) > DayRhythm.ShareBefore(at.AddMinutes(-1)));
            Assert.Equal(minute, DayRhythm.TimeOf(DayRhythm.ShareBefore(at)).ToTimeSpan().TotalMinutes, 6);
        }
    }

    [Theory]
    [InlineData(0, 0, 20)]
    [InlineData(12, 0, 29)]
    [InlineData(23, 59, 40)]
    public void An_empty_wall_gets_20_to_40_earlier_reports_in_order(int hour, int minute, int count)
    {
        var now = new TimeOnly(hour, minute);

        var times = EarlierToday.Times(now, new Chance(1));

        Assert.Equal(count, times.Count);
        Assert.Equal(times.Order(), times);
        Assert.All(times, time => Assert.True(time <= now));
    }
}
