using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Tests.Grids;
using RealtimeGov.Domain.Time;

namespace RealtimeGov.Domain.Tests.Time;

public sealed class LocalDayTests
{
    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("1969-12-31", -1)]
    [InlineData("0001-01-01", LocalDay.Beginning)]
    [InlineData("2000-02-29", 11_016)]
    [InlineData("2016-06-13", 16_965)]
    [InlineData("2024-10-04", 20_000)]
    [InlineData("9999-12-31", 2_932_896)]
    public void Days_are_counted_from_1970(string text, int day)
    {
        Assert.True(LocalDay.TryParse(text, out var read));
        Assert.Equal(day, read);
        Assert.Equal(text, LocalDay.Format(day));
    }

    [Theory]
    [InlineData("")]
    [InlineData("today")]
    [InlineData("2016-6-13")]
    [InlineData("2016-06-13 ")]
    [InlineData(" 2016-06-13")]
    [InlineData("2016-06-13T00:00")]
    [InlineData("2016/06/13")]
    [InlineData("13-06-2016")]
    [InlineData("2015-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("10000-01-01")]
    [InlineData("２０１６-06-13")]
    public void Anything_but_a_day_of_the_calendar_is_not_read(string text)
    {
        Assert.False(LocalDay.TryParse(text, out var day));
        Assert.Equal(0, day);
    }

    // The first microsecond of the day in UTC, and its length.
    [Theory]
    [InlineData("Asia/Shanghai", "2014-09-02", "2014-09-01T16:00Z", 24)]
    [InlineData("Asia/Shanghai", "2016-02-29", "2016-02-28T16:00Z", 24)]
    [InlineData("America/Los_Angeles", "2014-09-02", "2014-09-02T07:00Z", 24)]
    [InlineData("America/Los_Angeles", "2014-12-31", "2014-12-31T08:00Z", 24)]
    [InlineData("America/Los_Angeles", "2014-11-02", "2014-11-02T07:00Z", 25)]
    [InlineData("America/Los_Angeles", "2015-03-08", "2015-03-08T08:00Z", 23)]
    public void A_day_lasts_from_midnight_to_midnight(string zoneId, string date, string beginsAt, int hours)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        Assert.True(LocalDay.TryParse(date, out var day));
        var beginsUs = Instant.From(DateTimeOffset.Parse(beginsAt, System.Globalization.CultureInfo.InvariantCulture));
        var endsUs = beginsUs + hours * Instant.HourUs;
        Assert.Equal(day - 1, LocalDay.Of(beginsUs - 1, zone));
        Assert.Equal(day, LocalDay.Of(beginsUs, zone));
        Assert.Equal(day, LocalDay.Of(endsUs - 1, zone));
        Assert.Equal(day + 1, LocalDay.Of(endsUs, zone));
    }

    [Fact]
    public void The_hour_that_comes_twice_is_one_day_s()
    {
        Assert.True(LocalDay.TryParse("2014-11-02", out var day));
        Assert.Equal(day, LocalDay.Of(Samples.Utc(2014, 11, 2, 8, 30), Samples.LosAngeles)); // 01:30 summer time
        Assert.Equal(day, LocalDay.Of(Samples.Utc(2014, 11, 2, 9, 30), Samples.LosAngeles)); // 01:30 again
    }

    [Fact]
    public void A_report_of_the_long_day_s_last_hour_counts_on_it_and_is_seven_days_late_a_week_on()
    {
        var observedUs = Samples.Utc(2014, 11, 3, 7, 59);
        var context = Samples.Context with { Zone = Samples.LosAngeles, ReceivedAtUs = Samples.Utc(2014, 11, 10, 7, 59) };
        var check = Samples.Check(Samples.ObservedAt(observedUs), context);
        Assert.Null(check.Fault);
        Assert.Equal("2014-11-02", LocalDay.Format(check.Time.Day));
        Assert.Equal("observed_too_old", Samples.Check(Samples.ObservedAt(observedUs), context with { ReceivedAtUs = Samples.Utc(2014, 11, 10, 8) }).Fault);
    }

    [Fact]
    public void One_instant_is_two_days_in_two_zones()
    {
        var us = Samples.Utc(2014, 9, 1, 20);
        Assert.Equal("2014-09-02", LocalDay.Format(LocalDay.Of(us, Samples.Shanghai)));
        Assert.Equal("2014-09-01", LocalDay.Format(LocalDay.Of(us, Samples.LosAngeles)));
    }

    [Fact]
    public void Days_never_run_backwards_and_come_back_from_their_text() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 200_000).ToArbitrary(), (seconds, later) =>
        {
            var from = LocalDay.Of(seconds * Instant.SecondUs, Samples.LosAngeles);
            var to = LocalDay.Of((seconds + (long)later) * Instant.SecondUs, Samples.LosAngeles);
            return to >= from && to - from <= later / 82_800 + 1
                && LocalDay.TryParse(LocalDay.Format(to), out var read) && read == to && LocalDay.From(LocalDay.ToDate(to)) == to;
        }));
}
