using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Tests.Fakes;

namespace RealtimeGov.Gateway.Tests.Live;

public sealed class WatchTests : IAsyncLifetime
{
    private static readonly int Today = TestGateway.TodayNumber;

    private TestGateway gateway = null!;
    private HubScreen screen = null!;

    private FakeRegion Town => gateway.Grains.RegionOf("T");

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open();
        screen = await HubScreen.Connect(gateway.Hub);
    }

    public async Task DisposeAsync()
    {
        await screen.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task AWatchIsAnsweredWithTheWholeDay()
    {
        Town.Hold(Today, version: 70, valid: 36);

        Assert.Null(await screen.Call("Watch", "T"));

        Assert.Equal(
            """{"region":"T","name":"测试镇","date":"2016-06-13","validReports":36,"awaitingReview":36,"invalidReports":0,"openedIssues":36,"joinedReports":0,"recordedReports":0,"accepted":0,"answered":0,"closed":0,"closedOnTime":0,"yellowCards":0,"redCards":0,"byCategory":{"parts/manhole":36},"children":[{"code":"V","name":"一村","validReports":0},{"code":"W","name":"二村","validReports":0}],"version":70,"at":"2016-06-13T08:40:00Z","today":true}""",
            (await screen.Counts("T", 70)).GetRawText());
        Assert.Equal(
            """{"region":"T","date":"2016-06-13","version":70,"grids":[{"code":"V-1","name":"一村第一网格","validReports":0,"version":0},{"code":"V-2","name":"一村第二网格","validReports":0,"version":0},{"code":"W-1","name":"二村第一网格","validReports":0,"version":0}]}""",
            (await screen.Frame("grids")).GetRawText());
        Assert.Equal("""{"region":"T","date":"2016-06-13","version":70,"items":[]}""", (await screen.Frame("feed")).GetRawText());
    }

    [Fact]
    public async Task ADayOnWhichNothingWasReportedIsZero()
    {
        Assert.Null(await screen.Call("WatchDay", "V-1", "2016-06-01"));

        var counts = await screen.Counts("V-1", 0);
        Assert.Equal("2016-06-01", counts.GetProperty("date").GetString());
        Assert.False(counts.GetProperty("today").GetBoolean());
        Assert.Equal(0, counts.GetProperty("validReports").GetInt32());
        Assert.Equal(
            """[{"code":"V-1","name":"一村第一网格","validReports":0,"version":0}]""",
            (await screen.Frame("grids")).GetProperty("grids").GetRawText());
    }

    [Fact]
    public async Task FiftyScreensAreOneSubscription()
    {
        var screens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => HubScreen.Connect(gateway.Hub)));
        await Task.WhenAll(screens.Select(s => s.Call("Watch", "T")));
        await Task.WhenAll(screens.Select(s => s.Counts("T", 0)));
        Assert.Single(Town.Watches);

        Town.Push(Today, version: 1, valid: 1);

        var frames = await gateway.Reaches(Task.WhenAll(screens.Select(s => s.Counts("T", 1))));
        Assert.Single(frames.Select(f => f.GetRawText()).Distinct());
        Assert.Single(Town.Watches.Select(w => w.Watcher).Distinct());
        foreach (var one in screens) await one.DisposeAsync();
    }

    [Fact]
    public async Task ManyPushesWithinTheIntervalLeaveAsOneFrameOfTheLast()
    {
        await screen.Call("Watch", "T");
        await screen.Counts("T", 0);

        for (var n = 1UL; n <= 10; n++) Town.Push(Today, version: n, valid: n);
        await gateway.Reaches(screen.Counts("T", 10));
        await gateway.Reaches(screen.Frame("grids", f => f.GetProperty("version").GetInt32() == 10));

        Assert.Equal([0UL, 10UL], Versions("counts"));
        Assert.Equal([0UL, 10UL], Versions("grids"));
    }

    [Fact]
    public async Task AVersionNotAboveTheOneShownIsDropped()
    {
        await screen.Call("Watch", "T");
        await screen.Counts("T", 0);

        foreach (var version in new[] { 5UL, 4UL, 5UL, 6UL })
        {
            Town.Push(Today, version, valid: version);
            await gateway.Reaches(screen.Counts("T", Math.Max(version, 5)));
        }

        Assert.Equal([0UL, 5UL, 6UL], Versions("counts"));
    }

    [Fact]
    public async Task ARenewalHealsAPushThatWasLost()
    {
        await screen.Call("Watch", "T");
        await screen.Counts("T", 0);
        Town.Hold(Today, version: 3, valid: 3);

        gateway.Time.Advance(Subscription.RenewEvery);

        await gateway.Reaches(screen.Counts("T", 3));
        gateway.Time.Advance(Subscription.RenewEvery);
        // First nothing was known, then the renewal said so and was told; from then on it says what it holds.
        Assert.Equal([0UL, 0UL, 3UL], Town.Watches.Select(w => w.Version).Take(3));
    }

    [Fact]
    public async Task ARegionThatFailsIsAskedAgain()
    {
        Town.Failure = new IOException("no silo");
        Town.Hold(Today, version: 3, valid: 3);
        Assert.Null(await screen.Call("Watch", "T"));
        Assert.Empty(screen.Frames("counts"));
        Town.Failure = null;

        gateway.Time.Advance(Subscription.RetryAfter);

        await gateway.Reaches(screen.Counts("T", 3));
        Assert.Equal(["watching T on 2016-06-13 failed; trying again"], gateway.Log.Lines);
    }

    [Fact]
    public async Task WatchingAgainSendsTheSnapshotAgain()
    {
        Town.Hold(Today, version: 3, valid: 3);
        await screen.Call("Watch", "T");
        await screen.Counts("T", 3);

        await screen.Call("Watch", "T");
        await screen.Call("Unwatch", "T");

        Assert.Equal([3UL, 3UL], Versions("counts"));
    }

    [Fact]
    public async Task AfterTheLastUnwatchTheSubscriptionEndsInThirtySeconds()
    {
        await screen.Call("Watch", "T");
        await screen.Call("WatchDay", "T", "2016-06-13");
        await screen.Counts("T", 0);
        await screen.Call("Unwatch", "T");

        gateway.Time.Advance(RegionWatches.UnwatchedFor - TimeSpan.FromSeconds(1));
        Assert.Empty(Town.Unwatches);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Today, Assert.Single(Town.Unwatches).Date);
        var renewed = Town.Watches.Count;
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(renewed, Town.Watches.Count);
    }

    [Fact]
    public async Task WhatCannotBeWatchedIsSaidAndTheConnectionStays()
    {
        Assert.EndsWith("unknown_region: there is no region 'X' on that day", await screen.Call("Watch", "X"), StringComparison.Ordinal);
        Assert.EndsWith("malformed_date: '2016-02-31' is no date of the form yyyy-MM-dd", await screen.Call("WatchDay", "T", "2016-02-31"), StringComparison.Ordinal);
        for (var day = 1; day <= RegionWatches.WatchesPerScreenMax; day++) Assert.Null(await screen.Call("WatchDay", "T", $"2016-05-{day:d2}"));
        Assert.Contains("too_many_watches: ", await screen.Call("Watch", "T"), StringComparison.Ordinal);

        Assert.Null(await screen.Call("Unwatch", "T"));
        Assert.Null(await screen.Call("Watch", "T"));
    }

    [Fact]
    public async Task ABeatComesEveryTwoSeconds()
    {
        gateway.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(
            """{"at":"2016-06-13T08:40:02Z","intake":{"storm":false,"waiting":0,"lagMs":0,"retryPerSecond":0}}""",
            (await screen.Frame("beat")).GetRawText());
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        await screen.Frame("beat", f => f.GetProperty("at").GetString() == "2016-06-13T08:40:04Z");
    }

    private IEnumerable<ulong> Versions(string name) => screen.Frames(name).Select(f => f.GetProperty("version").GetUInt64());
}
