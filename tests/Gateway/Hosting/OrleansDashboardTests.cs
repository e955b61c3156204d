using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Cluster;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Gateway.Tests.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Hosting;

/// <summary>Orleans' own dashboard over two real silos: nobody but administrators sees it, and it shows nothing that grains hold.</summary>
[Trait("lane", "trust")]
public sealed class OrleansDashboardTests
{
    [Fact]
    public async Task AdministratorsSeeItsPageAndItsFiguresAndStrangersNothing()
    {
        using var folder = new TempFolder();
        await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System);
        await using var silos = await ProcessSilos.Start(
            new ProcessSilosOptions { Silos = 2, HasDashboard = true }, journal, new TownDirectory(journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance);
        await using var gateway = await TestGateway.Open(
            DeviceGate.Guarded(new DeviceToken(IdentityBench.Device)), adminGate: AdminGate.Guarded(new AdminToken(IdentityBench.Admin)), orleans: () => silos.GrainFactory);
        string[] addresses = ["/orleans/", "/orleans/index.min.js", "/orleans/DashboardCounters", "/orleans/ClusterStats", "/orleans/GrainState?grainId=1&grainType=x", "/orleans/Trace"];
        foreach (var address in addresses)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await Get(gateway, address, null)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await Get(gateway, address, IdentityBench.Device)).StatusCode);
        }

        var page = await Get(gateway, "/orleans/", IdentityBench.Admin);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("<title>Orleans Dashboard</title>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(Host.Pages.OrleansDashboard.ContentSecurityPolicy, Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal(["silo-1 Active", "silo-2 Active"], await Hosts(gateway));

        // What grains hold is read where it is written down who read; a second stream of logs is not served.
        Assert.Equal(HttpStatusCode.NotFound, (await Get(gateway, "/orleans/GrainState?grainId=1&grainType=x", IdentityBench.Admin)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(gateway, "/orleans/Trace", IdentityBench.Admin)).StatusCode);
    }

    [Fact]
    public async Task WithoutItsOptionNothingIsThere()
    {
        await using var gateway = await TestGateway.Open();
        foreach (var address in new[] { "/orleans", "/orleans/", "/orleans/DashboardCounters" })
            Assert.Equal(HttpStatusCode.NotFound, (await gateway.Http.GetAsync(address)).StatusCode);
        Assert.DoesNotContain(gateway.Endpoints, endpoint => endpoint.DisplayName?.Contains("orleans", StringComparison.OrdinalIgnoreCase) == true);
    }

    // It counts once a second, when it is asked; the first answer is from before its first count.
    private static async Task<IReadOnlyList<string>> Hosts(TestGateway gateway)
    {
        using var late = new CancellationTokenSource(Patience.Max);
        for (; ; late.Token.ThrowIfCancellationRequested())
        {
            var counters = JsonDocument.Parse(await (await Get(gateway, "/orleans/DashboardCounters", IdentityBench.Admin)).Content.ReadAsStringAsync()).RootElement;
            var hosts = counters.GetProperty("hosts").EnumerateArray().Select(host => $"{host.GetProperty("siloName").GetString()} {host.GetProperty("status").GetString()}").Order().ToList();
            if (hosts.Count > 0) return hosts;
        }
    }

    private static Task<HttpResponseMessage> Get(TestGateway gateway, string address, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return gateway.Http.SendAsync(request);
    }
}
