using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Cluster;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Host;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>
/// The server over real silos and a real journal: town T over the villages V1 (G1, G2) and V2 (G3). People are known by a header
/// that only this test's <see cref="IDeskCallers"/> reads. It is a Monday, 10:00, and stays so until a test says otherwise.
/// </summary>
internal sealed class DeskTown : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 9, 10, 0, 0, TimeSpan.FromHours(8));

    private readonly TempFolder folder = new();
    private readonly SetTime time = new(Monday);
    private SqliteJournal journal = null!;
    private ProcessSilos silos = null!;
    private GatewayApp app = null!;
    private GrpcChannel channel = null!;

    public DateTimeOffset Now
    {
        get => time.Now;
        set => time.Now = value;
    }

    public HttpClient Http { get; private set; } = null!;

    public FieldGateway.FieldGatewayClient Field { get; private set; } = null!;

    /// <param name="known">Whether somebody establishes who calls.</param>
    public static async Task<DeskTown> Start(bool known = true)
    {
        var town = new DeskTown();
        town.journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = town.folder.Path }, town.time);
        town.silos = await ProcessSilos.Start(
            new ProcessSilosOptions { Silos = 2 }, town.journal, new TownDirectory(town.journal.ReadModel), town.time, NullLoggerFactory.Instance);
        await town.silos.Client.Define(new DefineTown
        {
            AtUs = Instant.From(Monday),
            Regions =
            {
                Region("T", "town", "", "Asia/Shanghai"), Region("V1", "village", "T"), Region("V2", "village", "T"),
                Region("G1", "grid", "V1"), Region("G2", "grid", "V1"), Region("G3", "grid", "V2"),
            },
            Categories = { new Category { Code = "roads/pothole" } },
        });
        foreach (var id in new[] { "S-1", "S-2" })
            await town.silos.Client.Register(new RegisterSteward { Steward = new Steward { Id = id, Name = "费一", HomeGrid = "G1" }, AtUs = Instant.From(Monday) });
        await town.silos.Directory.Refresh(default);
        var about = new AboutServer("RealtimeGov", "1.0.0", "local", "sqlite", "orleans", Demo: false, Open: true, AcceptLateDays: 7);
        town.app = new GatewayApp(
            new GatewayParts(
                town.silos.Client, town.silos.Directory, town.journal.ReadModel, town.silos.Placement, new FieldOptions(), DeviceGate.Open, AdminGate.Open, about,
                null, town.time, NullLoggerFactory.Instance, Callers: known ? new NamedCallers() : null), 0, 0);
        await town.app.Start();
        town.Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{town.app.Port}") };
        town.channel = GrpcChannel.ForAddress($"http://127.0.0.1:{town.app.GrpcPort}");
        town.Field = new FieldGateway.FieldGatewayClient(town.channel);
        return town;
    }

    public async Task<ReportReceipt> Report(string text, string grid = "G1", string steward = "S-1", string joins = "") => await Field.SubmitReportAsync(new Report
    {
        ReportId = Guid.NewGuid().ToString(),
        StewardId = steward,
        GridCode = grid,
        Category = "roads/pothole",
        Text = text,
        ObservedAt = Instant.ToTimestamp(Instant.From(Now)),
        Origin = Origin.Steward,
        JoinsIssueId = joins,
    });

    public async Task<(int Status, JsonElement Body)> Get(string path, string? who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        return await Send(request, who);
    }

    /// <param name="fields">Beside the command's id: a new one each time unless they name it.</param>
    public async Task<(int Status, JsonElement Body)> Post(string path, string? who, object fields)
    {
        var body = JsonSerializer.SerializeToNode(fields)!.AsObject();
        if (!body.ContainsKey("commandId")) body["commandId"] = Guid.NewGuid().ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        return await Send(request, who);
    }

    /// <summary>A step that must be taken: on the version that the desk shows.</summary>
    public async Task<JsonElement> Step(string issue, string who, object fields)
    {
        var version = (await Get($"desk/issues/{issue}", "沈主任")).Body.GetProperty("issue").GetProperty("version").GetUInt64();
        var body = JsonSerializer.SerializeToNode(fields)!.AsObject();
        body["version"] = version;
        var (status, answer) = await Post($"desk/issues/{issue}/steps", who, body);
        Assert.True(status == 200, $"{status}: {answer}");
        return answer;
    }

    /// <summary>The wall's figure of today, asked until it shows so many.</summary>
    public async Task<JsonElement> Day(string region, ulong valid)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Yield())
        {
            var (_, day) = await Get($"regions/{region}/days/today", null);
            if (day.GetProperty("validReports").GetUInt64() == valid) return day;
            if (TimeProvider.System.GetElapsedTime(began) > Patience.Max) throw new TimeoutException($"{region} shows {day}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        channel.Dispose();
        await app.DisposeAsync();
        await silos.DisposeAsync();
        await journal.DisposeAsync();
        folder.Dispose();
    }

    private async Task<(int, JsonElement)> Send(HttpRequestMessage request, string? who)
    {
        if (who is not null) request.Headers.Add(NamedCallers.Header, Uri.EscapeDataString(who));
        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private static Region Region(string code, string kind, string parent, string zone = "") =>
        new() { Code = code, Name = code, Kind = kind, Parent = parent, TimeZone = zone };

    private sealed class SetTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>In the place of signing in: the town's people with the roles that they hold.</summary>
    private sealed class NamedCallers : IDeskCallers
    {
        public const string Header = "x-test-person";

        private static readonly Dictionary<string, DeskCaller> People = new()
        {
            ["沈主任"] = new("沈主任", [new Grant { Role = "dispatcher", Region = "T" }]),
            ["张二"] = new("张二", [new Grant { Role = "dispatcher", Region = "V2" }]),
            ["王师傅"] = new("王师傅", [new Grant { Role = "handler", Region = "V1" }]),
            ["徐镇长"] = new("徐镇长", [new Grant { Role = "leader", Region = "T" }]),
            ["钱联络"] = new("钱联络", [new Grant { Role = "linking_cadre", Region = "V1" }]),
            ["费一"] = new("", [], "S-1"),
            ["费二"] = new("", [], "S-2"),
        };

        public Task<DeskCaller?> Of(HttpContext http) =>
            Task.FromResult(People.GetValueOrDefault(Uri.UnescapeDataString(http.Request.Headers[Header].ToString())));
    }
}
