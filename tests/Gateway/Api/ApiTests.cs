using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Api;

public sealed class ApiTests : IAsyncLifetime
{
    private const string Day = "/api/v1/regions/T/days/";
    private static readonly int Today = TestGateway.TodayNumber;

    private TestGateway gateway = null!;

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open();
        Add("V-1", "", Today, valid: 3, invalid: 1, version: 10, category: "parts/manhole");
        Add("V-2", "", Today, valid: 2, invalid: 0, version: 20, category: "water/ditch");
        Add("W-1", "", Today, valid: 1, invalid: 0, version: 40, category: "water/ditch");
        Add("W-1", "", Today - 1, valid: 5, invalid: 0, version: 30, category: "parts/manhole");
        Add("gone", "", Today, valid: 9, invalid: 0, version: 9, category: "parts/manhole");
        Add("V-1", "R", Today, valid: 2, invalid: 0, version: 8, category: "parts/manhole");
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData(Day + "2016-06-13")]
    [InlineData(Day + "today")]
    public Task ADayIsTheSumOfTheGridsBelow(string path) => Answers(path,
        """{"region":"T","name":"测试镇","date":"2016-06-13","validReports":6,"awaitingReview":6,"invalidReports":1,"openedIssues":6,"joinedReports":0,"recordedReports":0,"accepted":0,"answered":0,"closed":0,"closedOnTime":0,"yellowCards":0,"redCards":0,"byCategory":{"parts/manhole":3,"water/ditch":3},"children":[{"code":"V","name":"一村","validReports":5},{"code":"W","name":"二村","validReports":1}],"version":70}""");

    [Fact]
    public Task ATradesDayIsWhatItsStewardsFound() => Answers("/api/v1/regions/R/days/today",
        """{"region":"R","name":"民宿","date":"2016-06-13","validReports":2,"awaitingReview":2,"invalidReports":0,"openedIssues":2,"joinedReports":0,"recordedReports":0,"accepted":0,"answered":0,"closed":0,"closedOnTime":0,"yellowCards":0,"redCards":0,"byCategory":{"parts/manhole":2},"children":[],"version":8}""");

    [Fact]
    public Task ATotalSumsAllDaysWithoutADate() => Answers("/api/v1/regions/W/total",
        """{"region":"W","name":"二村","validReports":6,"awaitingReview":6,"invalidReports":0,"openedIssues":6,"joinedReports":0,"recordedReports":0,"accepted":0,"answered":0,"closed":0,"closedOnTime":0,"yellowCards":0,"redCards":0,"byCategory":{"parts/manhole":5,"water/ditch":1},"children":[{"code":"W-1","name":"二村第一网格","validReports":6}],"version":70}""");

    [Fact]
    public Task EveryGridBelowIsListed() => Answers("/api/v1/regions/V/days/2016-06-13/grids",
        """[{"code":"V-1","name":"一村第一网格","validReports":3,"version":10},{"code":"V-2","name":"一村第二网格","validReports":2,"version":20}]""");

    [Fact]
    public async Task TheFeedIsTheNewestOfTheGridsBelow()
    {
        foreach (var (grid, second) in new[] { ("V-1", 1), ("W-1", 2), ("V-2", 3) })
            gateway.ReadModel.Feed.Add((Today, "", new FeedItem
            {
                ReportId = Reports.Id(second), Category = "parts/manhole", GridCode = grid, ObservedAtUs = 1_465_807_200_000_000 + second * 1_000_000 + 500_000,
            }));

        var feed = await gateway.Http.GetStringAsync("/api/v1/regions/V/days/today/feed");
        var keys = System.Text.RegularExpressions.Regex.Matches(feed, "\"key\":\"([0-9a-f]{18})\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, keys.Distinct().Count());
        Assert.Equal(
            $$"""[{"key":"{{keys[0]}}","category":"parts/manhole","gridCode":"V-2","observedAt":"2016-06-13T08:40:00Z"},{"key":"{{keys[1]}}","category":"parts/manhole","gridCode":"V-1","observedAt":"2016-06-13T08:40:00Z"}]""",
            feed);
        // The same item keeps its key, and no report's id is in it.
        Assert.Equal(feed, await gateway.Http.GetStringAsync("/api/v1/regions/V/days/today/feed"));
        foreach (var report in new[] { 1, 2, 3 }) Assert.DoesNotContain(Reports.Id(report), feed, StringComparison.Ordinal);
    }

    [Fact]
    public Task TheMapIsGeoJsonOfTheGridsBelow() => Answers("/api/v1/regions/V/map",
        """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"V-1","name":"一村第一网格","parent":"V"},"geometry":{"type":"Polygon","coordinates":[[[120.00,30.00],[120.01,30.00],[120.01,30.01],[120.00,30.01],[120.00,30.00]]]}},{"type":"Feature","properties":{"code":"V-2","name":"一村第二网格","parent":"V"},"geometry":null}]}""");

    [Fact]
    public Task RegionsComeParentsFirst() => Answers("/api/v1/regions",
        """[{"code":"T","name":"测试镇","kind":"town","parent":"","timeZone":"Asia/Shanghai"},{"code":"R","name":"民宿","kind":"trade","parent":"T","timeZone":""},{"code":"V","name":"一村","kind":"village","parent":"T","timeZone":""},{"code":"V-1","name":"一村第一网格","kind":"grid","parent":"V","timeZone":""},{"code":"V-2","name":"一村第二网格","kind":"grid","parent":"V","timeZone":""},{"code":"W","name":"二村","kind":"village","parent":"T","timeZone":""},{"code":"W-1","name":"二村第一网格","kind":"grid","parent":"W","timeZone":""}]""");

    [Fact]
    public async Task AnIssueIsShownWithoutItsContent()
    {
        gateway.ReadModel.Issues["V-1.1"] = new IssueView
        {
            Found = true, IssueId = "V-1.1", GridCode = "V-1", Category = "parts/manhole", State = "open", ReportId = Reports.Id(1),
            ObservedAtUs = 1_465_807_200_000_000, OpenedAtUs = 1_465_807_201_250_000, PlaceUnsure = true, PossibleDuplicates = { "V-1.7" }, JoinedReports = 2,
        };

        await Answers("/api/v1/issues/V-1.1",
            """{"issueId":"V-1.1","gridCode":"V-1","category":"parts/manhole","state":"open","reportId":"00000000-0000-4000-8000-000000000001","observedAt":"2016-06-13T08:40:00Z","openedAt":"2016-06-13T08:40:01.25Z","placeUnsure":true,"possibleDuplicates":["V-1.7"],"joinedReports":2}""");
    }

    [Fact]
    public async Task AStewardsNameIsMasked()
    {
        gateway.ReadModel.Reports[("s-1", Today)] = 3;

        await Answers("/api/v1/stewards/s-1/days/today",
            """{"id":"s-1","name":"费**","homeGrid":"V-1","unit":"R","role":"steward","date":"2016-06-13","validReports":3}""");
    }

    [Fact]
    public Task AboutSaysWhatRuns() => Answers("/api/v1/about",
        """{"product":"RealtimeGov","version":"1.0.0","engine":"local","store":"sqlite","grpc":"kestrel","demo":false,"open":true,"acceptLateDays":7,"residents":false,"now":"2016-06-13T08:40:00Z"}""");

    [Theory]
    [InlineData("/api/v1/regions/X/days/today", 404, "unknown_region")]
    [InlineData("/api/v1/regions/X/map", 404, "unknown_region")]
    [InlineData(Day + "2016-02-31", 400, "malformed_date")]
    [InlineData(Day + "2016-6-13/grids", 400, "malformed_date")]
    [InlineData("/api/v1/issues/V-1.9", 404, "unknown_issue")]
    [InlineData("/api/v1/stewards/nobody/days/today", 404, "unknown_steward")]
    [InlineData("/api/v1/nothing", 404, "unknown_path")]
    public async Task AnErrorHasItsCodeAndBothLanguages(string path, int status, string code)
    {
        using var answer = await gateway.Http.GetAsync(path);
        var error = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error");

        Assert.Equal((status, code), ((int)answer.StatusCode, error.GetProperty("code").GetString()));
        Assert.Equal(["code", "message", "messageZh"], error.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task AStoreThatDoesNotAnswerIsUnavailableAndNotReady()
    {
        gateway.ReadModel.Failure = new IOException("disk gone");
        const string error = """{"error":{"code":"store_unavailable","message":"The store did not answer. Try again.","messageZh":"存储未响应，请重试。"}}""";

        await Answers(Day + "today", error, 503);
        await Answers("/readyz", error, 503);
        await Answers("/healthz", """{"status":"ok"}""");
        gateway.ReadModel.Failure = null;
        await Answers("/readyz", """{"status":"ok"}""");
    }

    [Fact]
    public async Task AnswersAreNotCachedAndNotSniffed()
    {
        using var answer = await gateway.Http.GetAsync(Day + "today");

        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    private async Task Answers(string path, string json, int status = 200)
    {
        using var answer = await gateway.Http.GetAsync(path);
        Assert.Equal((status, json), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    private void Add(string grid, string unit, int date, ulong valid, ulong invalid, ulong version, string category)
    {
        var counts = new DayCounts { Valid = valid, Opened = valid, AwaitingReview = valid, Invalid = invalid };
        counts.ByCategory[category] = valid;
        gateway.ReadModel.Rows.Add(new DayTally(grid, unit, date, counts, version));
    }
}
