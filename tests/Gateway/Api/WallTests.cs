using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Tests.Fakes;

namespace RealtimeGov.Gateway.Tests.Api;

/// <summary>What the wall asks for beside the day: its hours, and the issues open now.</summary>
public sealed class WallTests : IAsyncLifetime
{
    private TestGateway gateway = null!;

    public async Task InitializeAsync() =>
        gateway = await TestGateway.Open(zone: "Europe/Berlin", now: new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero));

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z", 25)]
    [InlineData("2026-03-29", "2026-03-28T23:00:00Z", 23)]
    [InlineData("2026-06-13", "2026-06-12T22:00:00Z", 24)]
    public async Task ADayHasANumberForEachOfItsHours(string date, string midnight, int hours)
    {
        var first = Instant.From(DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture));
        var expected = Enumerable.Range(0, hours).Select(hour => hour % 3).ToArray();
        for (var hour = 0; hour < hours; hour++)
            for (var n = 0; n < expected[hour]; n++) Observe(date, n == 0 ? "V-1" : "W-1", first + hour * Instant.HourUs + n * (Instant.HourUs - 1));

        Assert.Equal($$"""{"region":"T","date":"{{date}}","hours":[{{string.Join(',', expected)}}]}""", await Get($"/api/v1/regions/T/days/{date}/hours"));
    }

    [Fact]
    public async Task OnlyTheRegionsGridsAndATradesOwnReportsAreCounted()
    {
        var noon = Instant.From(new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.FromHours(1)));
        Observe("2026-10-25", "V-1", noon);
        Observe("2026-10-25", "V-2", noon, "R");
        Observe("2026-10-25", "W-1", noon);
        Observe("2026-10-24", "V-1", noon - Instant.DayUs);

        // Noon is the fourteenth hour of a day that has two between two and three.
        foreach (var (region, count) in new[] { ("T", 3), ("V", 2), ("V-1", 1), ("R", 1) })
        {
            int[] expected = [.. Enumerable.Repeat(0, 13), count, .. Enumerable.Repeat(0, 11)];
            Assert.Equal($$"""{"region":"{{region}}","date":"2026-10-25","hours":[{{string.Join(',', expected)}}]}""", await Get($"/api/v1/regions/{region}/days/today/hours"));
        }
    }

    [Theory]
    [InlineData("/api/v1/regions/X/days/today/hours", 404, "unknown_region")]
    [InlineData("/api/v1/regions/T/days/2026-02-30/hours", 400, "malformed_date")]
    [InlineData("/api/v1/regions/X/open", 404, "unknown_region")]
    [InlineData("/api/v1/regions/R/open", 404, "not_of_a_trade")]
    public async Task WhatThereIsNotIsSaid(string path, int status, string code)
    {
        using var answer = await gateway.Http.GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith($$"""{"error":{"code":"{{code}}",""", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenIssuesAreSummedByChild()
    {
        (gateway.ReadModel.Open["V-1"], gateway.ReadModel.Open["V-2"], gateway.ReadModel.Open["gone"]) = (70, 7, 1_000);

        Assert.Equal(
            """{"region":"T","openIssues":77,"children":[{"code":"V","name":"一村","openIssues":77},{"code":"W","name":"二村","openIssues":0}]}""",
            await Get("/api/v1/regions/T/open"));
        Assert.Equal(
            """{"region":"V","openIssues":77,"children":[{"code":"V-1","name":"一村第一网格","openIssues":70},{"code":"V-2","name":"一村第二网格","openIssues":7}]}""",
            await Get("/api/v1/regions/V/open"));
        Assert.Equal("""{"region":"V-2","openIssues":7,"children":[]}""", await Get("/api/v1/regions/V-2/open"));
        Assert.Equal(1, gateway.ReadModel.Asked.CurrentCount); // whichever region is asked for, within a second
    }

    [Fact]
    public async Task HoursOfARegionsDayAreOneQueryASecond()
    {
        foreach (var path in new[] { "T/days/today", "T/days/2026-10-25", "T/days/2026-10-24", "V/days/today", "T/days/today" })
            await Get($"/api/v1/regions/{path}/hours");
        Assert.Equal(3, gateway.ReadModel.Asked.CurrentCount);

        await gateway.Step(ApiReads.Reuse);
        await Get("/api/v1/regions/T/days/today/hours");
        Assert.Equal(4, gateway.ReadModel.Asked.CurrentCount);
    }

    [Fact]
    public async Task AnswersHeldAreBoundedAndOldOnesGiveWay()
    {
        var (time, asked) = (gateway.Time, 0);
        var answers = new SharedAnswers<int, int>(ApiReads.Reuse, keysMax: 2, time);
        async Task<int> Ask(int key) => await answers.Ask(key, () => Task.FromResult(Interlocked.Increment(ref asked)), default);

        Assert.Equal((1, 2, 1, 2), (await Ask(1), await Ask(2), await Ask(1), await Ask(2)));
        Assert.Equal((3, 4), (await Ask(3), await Ask(3))); // no room: asked for each
        time.Advance(ApiReads.Reuse);
        Assert.Equal((5, 5), (await Ask(3), await Ask(3)));
    }

    private void Observe(string date, string grid, long atUs, string unit = "")
    {
        Assert.True(LocalDay.TryParse(date, out var day));
        gateway.ReadModel.Observed.Add((day, unit, grid, atUs));
    }

    private Task<string> Get(string path) => gateway.Http.GetStringAsync(path);
}
