using System.Globalization;
using RealtimeGov.Devices.Import;

namespace RealtimeGov.Devices.Tests.Import;

public sealed class LocalTimeTests
{
    [Theory]
    [InlineData("America/Los_Angeles", "2014-09-02 00:30:00", "2014-09-02 07:30:00")] // daylight time
    [InlineData("America/Los_Angeles", "2014-12-02 00:30:00", "2014-12-02 08:30:00")] // standard time
    [InlineData("America/Los_Angeles", "2014-11-02 00:59:59", "2014-11-02 07:59:59")] // the hour before the one that comes twice
    [InlineData("America/Los_Angeles", "2014-11-02 01:30:00", "2014-11-02 08:30:00")] // comes twice: the first, daylight
    [InlineData("America/Los_Angeles", "2014-11-02 02:00:00", "2014-11-02 10:00:00")]
    [InlineData("America/Los_Angeles", "2014-03-09 01:59:59", "2014-03-09 09:59:59")]
    [InlineData("America/Los_Angeles", "2014-03-09 02:30:00", "2014-03-09 10:30:00")] // in the gap: 03:30 daylight
    [InlineData("America/Los_Angeles", "2014-03-09 03:00:00", "2014-03-09 10:00:00")]
    [InlineData("Asia/Shanghai", "2016-06-13 16:40:00", "2016-06-13 08:40:00")]
    [InlineData("Australia/Lord_Howe", "2014-04-06 01:45:00", "2014-04-05 14:45:00")] // half an hour comes twice
    [InlineData("Australia/Lord_Howe", "2014-10-05 02:15:00", "2014-10-04 15:45:00")] // a gap of half an hour
    [InlineData("Pacific/Apia", "2011-12-30 12:00:00", "2011-12-30 22:00:00")] // a whole day that never was
    public void Resolves_the_same_everywhere(string zone, string local, string utc)
    {
        var resolved = LocalTime.Resolve(Parse(local), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(utc, resolved.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_calendars_ends_do_not_throw()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

        Assert.Equal(1, LocalTime.Resolve(DateTime.MinValue, zone).UtcDateTime.Year);
        Assert.Equal(9999, LocalTime.Resolve(DateTime.MaxValue, zone).UtcDateTime.Year);
    }

    private static DateTime Parse(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
