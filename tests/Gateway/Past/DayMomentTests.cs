using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Past;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Past;

/// <summary>Which moment `at` names, and what is said of what names none.</summary>
public sealed class DayMomentTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-06-13", "10:05", "2026-06-13T08:05:00Z")]
    [InlineData("2026-06-13", "00:00:00", "2026-06-12T22:00:00Z")]
    [InlineData("2026-06-13", "24:00", "2026-06-13T21:59:59.999999Z")]
    [InlineData("2026-06-13", "2026-06-13T10:05:00.5+02:00", "2026-06-13T08:05:00.5Z")]
    [InlineData("2026-10-25", "01:30", "2026-10-24T23:30:00Z")] // a day of 25 hours
    [InlineData("2026-10-25", "2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z")] // the second of two
    [InlineData("2026-10-25", "24:00:00", "2026-10-25T22:59:59.999999Z")]
    [InlineData("2026-03-29", "03:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-11-20", "13:00", "2026-11-20T12:00:00Z")] // now
    public void A_moment_is_what_the_clocks_of_the_day_showed(string date, string at, string moment) =>
        Assert.Equal(moment, Days.Iso.Time(Of(date, at)));

    [Theory]
    [InlineData("2026-06-13", "", "malformed_at")]
    [InlineData("2026-06-13", "noon", "malformed_at")]
    [InlineData("2026-06-13", "25:00", "malformed_at")]
    [InlineData("2026-06-13", "24:01", "malformed_at")]
    [InlineData("2026-06-13", "9:05", "malformed_at")]
    [InlineData("2026-06-13", "10:05,10:06", "malformed_at")] // given twice
    [InlineData("2026-06-13", "2026-06-13T10:05:00", "malformed_at")] // of which zone?
    [InlineData("2026-06-13", "2026-06-14T00:00:00+02:00", "at_outside_day")]
    [InlineData("2026-06-13", "2026-06-12T21:59:59Z", "at_outside_day")]
    [InlineData("2026-11-20", "13:00:01", "at_ahead")]
    [InlineData("2026-11-21", "00:00", "at_ahead")]
    [InlineData("9999-12-31", "24:00", "at_ahead")]
    [InlineData("2026-03-29", "02:30", "at_skipped")]
    [InlineData("2026-10-25", "02:30", "at_twice")]
    public void What_names_no_moment_of_the_day_is_told_apart(string date, string at, string code) =>
        Assert.Equal(code, Assert.Throws<ApiException>(() => Of(date, at)).Error.Code);

    [Fact]
    public void Where_a_clock_was_set_back_nothing_that_an_event_rests_on_is_left_out()
    {
        var day = LocalDay.From(new DateOnly(2026, 6, 13));
        var report = new ReportAccepted { ReportId = Google.Protobuf.ByteString.CopyFrom(new byte[16]), LocalDate = day, Category = "a/b", Outcome = Outcome.Opened };
        var withdrawn = new ReportWithdrawn { ReportId = report.ReportId, LocalDate = day, Category = "a/b", Outcome = Outcome.Opened };
        // The withdrawal was recorded an hour before what it withdraws.
        var past = new PastDay(day, [new PastEvent("G", 8, 40, new GridEvent { Withdrawn = withdrawn }), new PastEvent("G", 7, 100, new GridEvent { Accepted = report })]);

        Assert.Empty(past.Days(39, ""));
        foreach (var at in new[] { 40, 99, 100 })
        {
            var row = Assert.Single(past.Days(at, ""));
            Assert.Equal((0ul, 8ul), (row.Counts.Valid, row.Version));
        }
        Assert.False(new PastDay(day, [new PastEvent("G", 7, 0, new GridEvent { Accepted = report })]).IsTimed);
    }

    private static long Of(string date, string at)
    {
        Assert.True(LocalDay.TryParse(date, out var day));
        return DayMoment.Of(at, day, Berlin, Instant.From(Now));
    }
}
