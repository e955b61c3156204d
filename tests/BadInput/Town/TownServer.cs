using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using RealtimeGov.BadInput.Tests.Grpc;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.BadInput.Tests.Town;

/// <summary>
/// The shipped executable on a small town, one for all rows: what a row leaves behind would spoil the next. Noon is near
/// in the town, so that no test runs into its midnight.
/// </summary>
public sealed partial class TownServer : IAsyncLifetime
{
    public const string Town = "T", Grid = "T-V-1", Steward = "s-1", Category = "Roads/Pothole";

    private readonly TempFolder folder = new();
    private ChildProcess process = null!;

    internal HttpClient Http { get; private set; } = null!;

    internal GrpcWire Grpc { get; private set; } = null!;

    internal string DeviceToken { get; private set; } = "";

    internal string AdminToken { get; private set; } = "";

    /// <summary>An issue that is open, of a report that counts.</summary>
    internal string Issue { get; private set; } = "";

    internal int Pid => process.Id;

    internal Uri Hub => new(Http.BaseAddress!, "/live");

    internal TownState State { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var town = File.ReadAllText(Repository.File("tests", "e2e", "fixtures", "town.geojson"));
        var regions = folder.Write("town.geojson", Zone().Replace(town, $"\"timeZone\": \"{NoonZone()}\""));
        process = ChildProcess.Start(Repository.Executable("RealtimeGov.Gateway.Host"),
            ["--port", "0", "--grpc-port", "0", "--data", folder.File("data"), "--regions", regions]);
        var ready = (await process.Line("ready ", Patience.Max)).Split(' ');
        Http = new HttpClient { BaseAddress = new Uri(ready[1]) };
        Grpc = new GrpcWire(new Uri(ready[3]));
        DeviceToken = Token("device-token");
        AdminToken = Token("admin-token");
        await Register("categories", $$"""[{"code":"{{Category}}"}]""");
        await Register("stewards", $$"""[{"id":"{{Steward}}","name":"费老师","homeGrid":"{{Grid}}"}]""");
        await Restore();
        Issue = (await Baselines.Submit(this, Baselines.Report())).IssueId;
        State = new TownState(this, folder.File("data"));
    }

    /// <summary>The grid on its silo again, unpinned. The placement has a version above zero by that: a plan without one is of another.</summary>
    internal Task Restore() => Grpc.Call(
        "/realtimegov.v1.Admin/MoveGrid", [new MoveGridRequest { Grid = Grid, Silo = "silo-1", By = "tester" }.ToByteArray()], ("authorization", $"Bearer {AdminToken}"));

    public async Task DisposeAsync()
    {
        Http.Dispose();
        Grpc.Dispose();
        await process.DisposeAsync();
        folder.Dispose();
    }

    private string Token(string name) => File.ReadAllText(Path.Combine(folder.File("data"), name)).Trim();

    private async Task Register(string what, string rows)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{what}") { Content = new StringContent(rows, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DeviceToken);
        using var answer = await Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    // Etc/GMT-8 is eight hours ahead of UTC: POSIX counts westwards.
    private static string NoonZone()
    {
        var ahead = 12 - TimeProvider.System.GetUtcNow().Hour;
        return ahead >= 0 ? $"Etc/GMT-{ahead}" : $"Etc/GMT+{-ahead}";
    }

    [GeneratedRegex("\"timeZone\": \"[^\"]*\"")]
    private static partial Regex Zone();
}

/// <summary>All tests that ask the server, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OneTown : ICollectionFixture<TownServer>
{
    public const string Name = "one town";
}
