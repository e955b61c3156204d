using RealtimeGov.Grains.Placement;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Grains.Tests.Placement;

public sealed class RateWindowTests
{
    private readonly ManualTime clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void It_is_over_what_has_passed_and_at_least_a_second()
    {
        var rate = new RateWindow(clock);
        Assert.Equal(0, rate.PerSecond);
        rate.Add(10);
        Assert.Equal(10, rate.PerSecond);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(2.5, rate.PerSecond);
    }

    [Fact]
    public void A_steady_rate_is_told_exactly_and_forgotten_after_half_a_minute()
    {
        var rate = new RateWindow(clock);
        for (var second = 0; second < 100; second++)
        {
            rate.Add(7);
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(7, rate.PerSecond);
        clock.Advance(TimeSpan.FromSeconds(14.5));
        Assert.Equal(15 * 7 / 29.5, rate.PerSecond, 9); // of the last 29 whole seconds 15 had reports, and half a one is under way
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(0, rate.PerSecond);
    }

    [Fact]
    public void A_long_silence_leaves_nothing_behind()
    {
        var rate = new RateWindow(clock);
        rate.Add(1_000);
        clock.Advance(TimeSpan.FromDays(1));
        rate.Add(29);
        Assert.Equal(1, rate.PerSecond);
    }
}
