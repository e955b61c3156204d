using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class ObservedTests
{
    /// <summary>The first microsecond of today in Shanghai.</summary>
    private const long MidnightUs = Samples.Today * Instant.DayUs - 8 * Instant.HourUs;

    [Theory]
    [InlineData(0, null)]
    [InlineData(300_000_000, null)]
    [InlineData(300_000_001, "observed_ahead")]
    [InlineData(10 * Instant.DayUs, "observed_ahead")]
    public void Five_minutes_ahead_and_no_microsecond_more(long aheadUs, string? fault) =>
        Assert.Equal(fault, Samples.Check(Samples.ObservedAt(Samples.NowUs + aheadUs), Samples.Context).Fault);

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, 1, "observed_too_old")]
    [InlineData(1, 1, null)]
    [InlineData(7, 7, null)]
    [InlineData(7, 8, "observed_too_old")]
    [InlineData(20_000, 20_000, null)]
    [InlineData(20_000, 20_001, "observed_too_old")]
    public void Late_is_counted_in_local_days(int acceptLateDays, int daysAgo, string? fault)
    {
        var context = Samples.Context with { AcceptLateDays = acceptLateDays };
        var startUs = MidnightUs - daysAgo * Instant.DayUs;
        Assert.Equal(fault, Samples.Check(Samples.ObservedAt(startUs), context).Fault);
        Assert.Equal(fault, Samples.Check(Samples.ObservedAt(startUs + Instant.DayUs - 1), context with { ReceivedAtUs = MidnightUs + Instant.DayUs - 1 }).Fault);
    }

    [Fact]
    public void The_last_accepted_day_begins_at_its_local_midnight()
    {
        var first = MidnightUs - 7 * Instant.DayUs;
        Assert.Equal(Samples.Today - 7, Samples.Check(Samples.ObservedAt(first), Samples.Context).Time.Day);
        Assert.Equal("observed_too_old", Samples.Check(Samples.ObservedAt(first - 1), Samples.Context).Fault);
        // An hour later in the day nothing else counts: days, not hours.
        Assert.Null(Samples.Check(Samples.ObservedAt(first), Samples.Context with { ReceivedAtUs = MidnightUs + Instant.DayUs - 1 }).Fault);
        Assert.Equal("observed_too_old", Samples.Check(Samples.ObservedAt(first), Samples.Context with { ReceivedAtUs = MidnightUs + Instant.DayUs }).Fault);
    }

    [Fact]
    public void Observed_shortly_before_midnight_counts_on_its_own_day_and_shortly_ahead_of_it_on_the_next()
    {
        var context = Samples.Context with { ReceivedAtUs = MidnightUs };
        Assert.Equal(Samples.Today - 1, Samples.Check(Samples.ObservedAt(MidnightUs - 1), context).Time.Day);
        Assert.Equal(Samples.Today, Samples.Check(Samples.ObservedAt(MidnightUs), context).Time.Day);
        Assert.Equal(Samples.Today, Samples.Check(Samples.ObservedAt(MidnightUs), context with { ReceivedAtUs = MidnightUs - 1 }).Time.Day);
    }

    [Fact]
    public void No_time_of_observation_is_missing() => Assert.Equal("observed_missing", Samples.Check(r => r.ObservedAt = null).Fault);

    [Theory]
    [InlineData(0, -1, "observed_missing")]
    [InlineData(0, 1_000_000_000, "observed_missing")]
    [InlineData(-62_135_596_801, 0, "observed_missing")]
    [InlineData(253_402_300_800, 0, "observed_missing")]
    [InlineData(long.MinValue, 0, "observed_missing")]
    [InlineData(long.MaxValue, 0, "observed_missing")]
    [InlineData(-62_135_596_800, 0, "observed_too_old")]
    [InlineData(253_402_300_799, 999_999_999, "observed_ahead")]
    public void A_time_off_the_calendar_is_none(long seconds, int nanos, string fault)
    {
        foreach (var zone in new[] { Samples.Shanghai, Samples.LosAngeles, TimeZoneInfo.Utc })
            Assert.Equal(fault, Samples.Check(
                Samples.Report(1, r => r.ObservedAt = new Timestamp { Seconds = seconds, Nanos = nanos }), Samples.Context with { Zone = zone }).Fault);
    }

    [Theory]
    [InlineData(315_537_897_599_000)]
    [InlineData(-315_537_897_599_000)]
    public void The_widest_clock_offset_moves_no_time_off_the_calendar(long offsetMs)
    {
        foreach (var seconds in new[] { -62_135_596_800, Samples.NowUs / Instant.SecondUs, 253_402_300_799 })
        {
            var check = Samples.Check(
                Samples.Report(1, r => r.ObservedAt = new Timestamp { Seconds = seconds }),
                Samples.Context with { ClockOffsetMs = offsetMs, AcceptLateDays = 20_000 });
            Assert.Contains(check.Fault, new[] { null, "observed_ahead", "observed_too_old" });
        }
    }

    [Fact]
    public void An_invalid_report_counts_on_the_day_of_receipt_and_for_no_trade() =>
        Assert.Equal(
            new ReportCheck("text_missing", new ReportTime(0, 0, Samples.Today), ""),
            Samples.Check(r =>
            {
                r.Text = "";
                r.StewardId = "wz-002";
                r.ObservedAt = Instant.ToTimestamp(Samples.NowUs - 3 * Instant.DayUs);
            }));
}
