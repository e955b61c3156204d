using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Days;

namespace RealtimeGov.Gateway.Tests.Api;

public sealed class LocalHoursTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "2026-10-25", "2026-10-24T16:00:00Z", 24)]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25)]
    [InlineData("Europe/Berlin", "2026-10-26", "2026-10-25T23:00:00Z", 24)]
    // Where clocks are set at midnight: Beirut's 29th begins at 01:00.
    [InlineData("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z", 23)]
    // Half an hour: the last of 25 is short.
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", 25)]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z", 24)]
    // Samoa went from the 29th to the 31st.
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0)]
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", 24)]
    [InlineData("UTC", "1969-12-31", "1969-12-31T00:00:00Z", 24)]
    [InlineData("UTC", "0001-01-01", "0001-01-01T00:00:00Z", 24)]
    [InlineData("UTC", "9999-12-31", "9999-12-31T00:00:00Z", 24)]
    public void ADayBeginsWithItsFirstMomentAndHasItsHours(string zone, string date, string begins, int count)
    {
        Assert.True(LocalDay.TryParse(date, out var day));

        var hours = LocalHours.Of(day, TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal((begins, count), (Iso.Time(hours.BeginsUs), hours.Count));
    }
}
