using RealtimeGov.Gateway.Host.Pages;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Hosting;

public sealed class PagesTests
{
    [Fact]
    public async Task ThePageIsServedForItsAddressesAndFilesForTheirs()
    {
        using var folder = new TempFolder();
        folder.Write("index.html", "<!doctype html>wall");
        Directory.CreateDirectory(folder.File("assets"));
        folder.Write("assets/index-1a2b.js", "export {}");
        folder.Write("favicon.svg", "<svg/>");
        await using var gateway = await TestGateway.Open(dashboard: folder.Path);

        foreach (var address in new[] { "/", "/wall/T", "/wall/T?date=2016-06-13", "/admin", "/admin/people", "/sign-in", "/account", "/desk", "/desk/V-1.1", "/steward", "/lead", "/r" })
            Assert.Equal((200, "no-cache", "<!doctype html>wall"), await Get(gateway, address));
        Assert.Equal((200, "public, max-age=31536000, immutable", "export {}"), await Get(gateway, "/assets/index-1a2b.js"));
        Assert.Equal((200, "no-cache", "<svg/>"), await Get(gateway, "/favicon.svg"));
        foreach (var address in new[] { "/assets/gone.js", "/nowhere", "/../secret" })
            Assert.Equal(404, (await Get(gateway, address)).Status);
    }

    [Fact]
    public async Task ScriptsTravelCompressedAndAnswersDoNot()
    {
        using var folder = new TempFolder();
        folder.Write("index.html", "<!doctype html>wall");
        Directory.CreateDirectory(folder.File("assets"));
        folder.Write("assets/index-1a2b.js", new string('x', 100_000));
        await using var gateway = await TestGateway.Open(dashboard: folder.Path);
        using var http = new HttpClient { BaseAddress = gateway.Http.BaseAddress };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");

        using var script = await http.GetAsync("/assets/index-1a2b.js");
        using var regions = await http.GetAsync("/api/v1/regions");

        Assert.Equal("gzip", Assert.Single(script.Content.Headers.ContentEncoding));
        Assert.InRange((await script.Content.ReadAsByteArrayAsync()).Length, 1, 2_000);
        Assert.Empty(regions.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/", "./")]
    [InlineData("/admin", "./")]
    [InlineData("/wall/T", "../")]
    [InlineData("/wall/T/", "../../")]
    [InlineData("/wall/a%2Fb?date=2016-06-13", "../")]
    public async Task ThePageNamesTheWayUpToTheTown(string address, string up)
    {
        using var folder = new TempFolder();
        folder.Write("index.html", "<head><base href=\"/\" /></head>");
        await using var gateway = await TestGateway.Open(dashboard: folder.Path);

        Assert.Equal($"<head><base href=\"{up}\" /></head>", (await Get(gateway, address)).Body);
    }

    [Fact]
    public async Task APathThatTheProxyLeavesInTheRequestsIsTakenOff()
    {
        using var folder = new TempFolder();
        folder.Write("index.html", "<base href=\"/\" />");
        folder.Write("favicon.svg", "<svg/>");
        await using var gateway = await TestGateway.Open(dashboard: folder.Path, pathBase: "/town/hall");

        Assert.Equal((200, "no-cache", "<base href=\"../\" />"), await Get(gateway, "/town/hall/wall/T"));
        Assert.Equal((200, "no-cache", "<base href=\"./\" />"), await Get(gateway, "/town/hall/"));
        Assert.Equal((200, "no-cache", "<base href=\"./\" />"), await Get(gateway, "/town/hall"));
        Assert.Equal((200, "no-cache", "<svg/>"), await Get(gateway, "/town/hall/favicon.svg"));
        Assert.Equal(200, (await Get(gateway, "/town/hall/healthz")).Status);
        Assert.Equal(200, (await Get(gateway, "/town/hall/api/v1/regions")).Status);
        Assert.Equal(200, (await Get(gateway, "/healthz")).Status);
        Assert.Equal(404, (await Get(gateway, "/elsewhere/wall/T")).Status);
    }

    [Fact]
    public async Task ATownsPathWithoutItsSlashLeadsToTheOneWithIt()
    {
        await using var gateway = await TestGateway.Open(pathBase: "/town");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = gateway.Http.BaseAddress };

        using var answer = await http.GetAsync("/town?lang=en");

        Assert.Equal(("/town/?lang=en", 307), (answer.Headers.Location?.OriginalString, (int)answer.StatusCode));
    }

    [Fact]
    public async Task BrowsersAreToldWhatNotToDo()
    {
        await using var gateway = await TestGateway.Open();
        foreach (var address in new[] { "/", "/admin" })
        {
            using var answer = await gateway.Http.GetAsync(address);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.StartsWith("default-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ADashboardThatIsNotBuiltSaysSoInBothLanguages()
    {
        await using var gateway = await TestGateway.Open();

        var (status, _, page) = await Get(gateway, "/wall/T");

        Assert.Equal(503, status);
        Assert.Contains("The dashboard is not built", page, StringComparison.Ordinal);
        Assert.Contains("尚未构建", page, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFolderIsTheOneNamedElseBesideTheExecutableElseTheRepositorys()
    {
        using var folder = new TempFolder();
        var program = Directory.CreateDirectory(folder.File("artifacts/bin/host")).FullName;
        Assert.Null(DashboardFolder.Find(null, program));
        Assert.Null(DashboardFolder.Find(folder.Path, program));

        foreach (var place in new[] { "dashboard/dist", "artifacts/bin/host/dashboard", "named" })
        {
            Directory.CreateDirectory(folder.File(place));
            folder.Write($"{place}/index.html", "");
            Assert.Equal(folder.File(place), DashboardFolder.Find(place == "named" ? folder.File("named") : null, program));
        }
    }

    private static async Task<(int Status, string? Cache, string Body)> Get(TestGateway gateway, string address)
    {
        using var answer = await gateway.Http.GetAsync(address);
        return ((int)answer.StatusCode, answer.Headers.CacheControl?.ToString(), await answer.Content.ReadAsStringAsync());
    }
}
