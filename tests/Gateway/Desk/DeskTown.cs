using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Cluster;
using RealtimeGov.Cluster.Storage;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Host;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Gateway.Programmes;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>
/// The server over real silos and a real journal: town T over the villages V1 (G1, G2) and V2 (G3). People are registered by the
/// bearer of the admin token and sign in, stewards have devices of their own; each the first time that a test names them. It is
/// a Monday, 10:00, and stays so until a test says otherwise.
/// </summary>
internal sealed class DeskTown : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 9, 10, 0, 0, TimeSpan.FromHours(8));

    public const string Admin = "admin-secret";
    public const string SharedDevice = "device-secret";
    private const string Password = "correct horse battery";

    /// <summary>Who has which role where, by the id with which they sign in.</summary>
    private static readonly Dictionary<string, (string Role, string Region)> People = new()
    {
        ["shen"] = ("dispatcher", "T"), ["zhang"] = ("dispatcher", "V2"), ["wang"] = ("handler", "V1"), ["xu"] = ("leader", "T"), ["qian"] = ("linking_cadre", "V1"),
        ["sun"] = ("system_admin", "T"),
    };

    private static readonly AboutServer About = new("RealtimeGov", "1.0.0", "local", "sqlite", "orleans", Demo: false, Open: false, AcceptLateDays: 7, Residents: true);

    private readonly Dictionary<string, string> sessions = [];
    private readonly Dictionary<string, string> devices = [];
    private readonly HashSet<string> registered = [];
    private readonly TempFolder folder = new();
    private readonly SetTime time = new(Monday);
    private SqliteJournal journal = null!;
    private AuditFile audit = null!;
    private ProcessSilos silos = null!;
    private GatewayApp app = null!;
    private GatewayApp? second;
    private GrpcChannel channel = null!;
    private bool isStopped;

    public DateTimeOffset Now
    {
        get => time.Now;
        set
        {
            time.Now = value;
            sessions.Clear(); // they may be over: whoever comes next signs in again
        }
    }

    /// <summary>The clock that is set.</summary>
    public TimeProvider Clock => time;

    public HttpClient Http { get; private set; } = null!;

    public Uri GrpcAddress => new($"http://127.0.0.1:{app.GrpcPort}");

    public FieldGateway.FieldGatewayClient Field { get; private set; } = null!;

    /// <param name="more">Regions beside those of the town.</param>
    public static Task<DeskTown> Start(params Region[] more) => Start(withPhotos: false, more);

    /// <summary>The same with a folder of photos.</summary>
    public static Task<DeskTown> StartWithPhotos() => Start(withPhotos: true, []);

    /// <summary>The same, which takes reports that come so many days late.</summary>
    public static Task<DeskTown> StartAccepting(int lateDays, params Region[] more) => Start(withPhotos: false, more, new FieldOptions(lateDays));

    private static async Task<DeskTown> Start(bool withPhotos, Region[] more, FieldOptions? field = null)
    {
        var town = new DeskTown();
        town.journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = town.folder.Path }, town.time);
        town.audit = AuditFile.Open(town.folder.Path, Instant.From(Monday));
        town.silos = await ProcessSilos.Start(
            new ProcessSilosOptions { Silos = 2, AcceptLateDays = (field ?? new FieldOptions()).AcceptLateDays, Records = withPhotos ? await RecordStore.InFile(town.folder.Path, town.time) : null }, town.journal, new TownDirectory(town.journal.ReadModel), town.time, NullLoggerFactory.Instance);
        await town.silos.Client.Define(new DefineTown
        {
            AtUs = Instant.From(Monday),
            Regions =
            {
                Region("T", "town", "", "Asia/Shanghai"), Region("V1", "village", "T"), Region("V2", "village", "T"),
                Region("G1", "grid", "V1"), Region("G2", "grid", "V1"), Region("G3", "grid", "V2"), more,
            },
            Categories = { new Category { Code = "roads/pothole" } },
        });
        foreach (var id in new[] { "S-1", "S-2" })
            await town.silos.Client.Register(new RegisterSteward { Steward = new Steward { Id = id, Name = "费一", HomeGrid = "G1" }, AtUs = Instant.From(Monday) });
        await town.silos.Directory.Refresh(default);
        town.app = new GatewayApp(
            new GatewayParts(
                town.silos.Client, town.silos.Directory, town.journal.ReadModel, town.silos.Placement, field ?? new FieldOptions(), DeviceGate.Guarded(new DeviceToken(SharedDevice)), AdminGate.Guarded(new AdminToken(Admin)), About,
                null, town.time, NullLoggerFactory.Instance, withPhotos ? new PhotoOptions(town.folder.File("photos")) : null, Audit: town.audit, Erasures: new ErasureLedger(town.folder.Path, town.journal.Eraser)), 0, 0);
        await town.app.Start();
        town.Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{town.app.Port}") };
        town.channel = GrpcChannel.ForAddress($"http://127.0.0.1:{town.app.GrpcPort}");
        town.Field = new FieldGateway.FieldGatewayClient(town.channel);
        return town;
    }

    public string Folder => folder.Path;

    public async Task<IReadOnlySet<string>> NamedPhotos(params string[] photos) => await journal.ReadModel.NamedPhotos(photos, default);

    public async Task<IEnumerable<string>> ErasedPhotos() =>
        (await journal.ReadModel.Query(Journal.Queries.ErasedPhoto.Since(0), default)).Select(photo => photo.PhotoId);

    /// <summary>What the gateway does about surveys every hour.</summary>
    public Task<int> KeepSurveys() => new SurveyKeeper(silos.Client, journal.ReadModel, new TownClock(silos.Directory, time)).Round(default);

    /// <summary>What is kept of texts of a programme's stream.</summary>
    public async Task<IEnumerable<string>> ContentsOf(string stream) =>
        (await journal.ReadModel.Query(Projections.Programmes.KeptContent.Of(stream), default)).Select(kept => kept.Content.ToString());

    /// <summary>Whether no message between grains is on its way.</summary>
    public async Task<bool> IsQuiet() => (await journal.Outbox.OfGrids(["G1", "G2", "G3"], 1, default)).Count == 0;

    /// <summary>The server's own end, as after a signal.</summary>
    public Task StopServing() => app.Stop();

    /// <summary>Everything but the folder: the store's files are as they are after a stop.</summary>
    public async Task Stop()
    {
        if (isStopped) return;
        isStopped = true;
        if (second is not null) await second.DisposeAsync();
        await app.DisposeAsync();
        audit.Dispose();
        await silos.DisposeAsync();
        await journal.DisposeAsync();
    }

    public async Task<ReportReceipt> Report(string text, string grid = "G1", string steward = "S-1", string joins = "", string[]? photos = null, string? id = null, Disposition disposition = Disposition.Handle) => await Field.SubmitReportAsync(new Report
    {
        ReportId = id ?? Guid.NewGuid().ToString(),
        PhotoIds = { photos ?? [] },
        StewardId = steward,
        GridCode = grid,
        Category = "roads/pothole",
        Text = text,
        ObservedAt = Instant.ToTimestamp(Instant.From(Now)),
        Origin = Origin.Steward,
        Disposition = disposition,
        JoinsIssueId = joins,
    }, new Metadata { { "authorization", $"Bearer {SharedDevice}" } });

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

    public async Task<(int Status, JsonElement Body)> PostAsIs(string path, string? who, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        return await Send(request, who);
    }

    /// <summary>By the bearer of the admin token.</summary>
    public Task<(int Status, JsonElement Body)> PostAsAdministrator(string path, object body) => AsAdministrator(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = JsonContent.Create(body) });

    /// <inheritdoc cref="PostAsAdministrator"/>
    public Task<(int Status, JsonElement Body)> GetAsAdministrator(string path) => AsAdministrator(new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}"));

    private async Task<(int Status, JsonElement Body)> AsAdministrator(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Authorization = new("Bearer", Admin);
            return await Send(request, who: null);
        }
    }

    /// <summary>A page on the hub; of nobody who signed in where no name is given.</summary>
    public async Task<HubScreen> Screen(string? who) =>
        await HubScreen.Connect(new Uri($"ws://127.0.0.1:{app.Port}/live"), token: who is null ? null : await TokenOf(who));

    /// <summary>The same page through another gateway of the same silos, which is started the first time.</summary>
    public async Task<HubScreen> ScreenElsewhere(string who)
    {
        await TokenOf(who); // known from here on
        if (second is null)
        {
            second = new GatewayApp(
                new GatewayParts(
                    silos.Client, silos.Directory, journal.ReadModel, silos.Placement, new FieldOptions(), DeviceGate.Guarded(new DeviceToken(SharedDevice)), AdminGate.Guarded(new AdminToken(Admin)), About,
                    null, time, NullLoggerFactory.Instance), 0, 0);
            await second.Start();
        }
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{second.Port}") };
        using var answer = await http.PostAsJsonAsync("/api/v1/session?use=token", new { person = who, password = Password });
        var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("accessToken").GetString();
        return await HubScreen.Connect(new Uri($"ws://127.0.0.1:{second.Port}/live"), token: token);
    }

    /// <summary>The same page as a browser opens it.</summary>
    public async Task<HubScreen> ScreenByCookie(string who)
    {
        await TokenOf(who); // known from here on
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = JsonContent.Create(new { person = who, password = Password }) };
        using var response = await Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await HubScreen.Connect(new Uri($"ws://127.0.0.1:{app.Port}/live"), cookie: response.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
    }

    public async Task<Metadata> MetadataOf(string who) => new() { { "authorization", $"Bearer {await TokenOf(who)}" } };

    public Protos.Desk.DeskClient Desk => new(channel);

    public Inbox.InboxClient Inbox => new(channel);

    /// <summary>Whether it is on the audit that somebody, or who begins so, was shown or changed exactly this.</summary>
    public bool Audits(string who, string what) =>
        AuditFile.Read(audit.Path).Any(line => line.Entry is { } entry && entry.Who.StartsWith(who, StringComparison.Ordinal) && entry.What == what);

    /// <summary>Whether these characters stand anywhere in the data folder.</summary>
    public bool Keeps(string text) => Directory.EnumerateFiles(folder.Path, "journal.db*").Any(file =>
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0;
    });

    public async Task<byte[]> Bytes(string path, string who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Authorization = new("Bearer", await TokenOf(who));
        using var response = await Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>As the body is, without a command's id.</summary>
    public async Task<(int Status, JsonElement Body)> Put(string path, string? who, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        return await Send(request, who);
    }

    public async Task<(int Status, JsonElement Body)> Delete(string path, string? who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/{path}");
        return await Send(request, who);
    }

    /// <summary>A photo by a contractor's link.</summary>
    public async Task<(int Status, JsonElement Body)> PutPhoto(string id, byte[] bytes, string? code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/contractor/photos/{id}") { Content = new ByteArrayContent(bytes) };
        if (code is not null) request.Headers.Add("Contractor-Code", code);
        return await Send(request, who: null);
    }

    /// <summary>Changed by the bearer of the admin token; it must be done.</summary>
    public async Task Administer(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", Admin);
        using var response = await Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>A step that must be taken: on the version that the desk shows.</summary>
    public async Task<JsonElement> Step(string issue, string who, object fields)
    {
        var version = (await Get($"desk/issues/{issue}", "shen")).Body.GetProperty("issue").GetProperty("version").GetUInt64();
        var body = JsonSerializer.SerializeToNode(fields)!.AsObject();
        body["version"] = version;
        var (status, answer) = await Post($"desk/issues/{issue}/steps", who, body);
        Assert.True(status == 200, $"{status}: {answer}");
        return answer;
    }

    /// <summary>Asks until the answer is 200 and as it should be: what it waits for runs beside.</summary>
    public async Task<JsonElement> Until(string path, string? who, Func<JsonElement, bool> holds)
    {
        var answer = default(JsonElement);
        await Until(async () => (await Get(path, who)) is (200, var body) && holds(answer = body));
        return answer;
    }

    public static async Task Until(Func<Task<bool>> holds)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await holds(); await Task.Yield())
            if (TimeProvider.System.GetElapsedTime(began) > Patience.Max) throw new TimeoutException("it did not come to hold");
    }

    /// <summary>The wall's figure of today, asked until it shows so many.</summary>
    public Task<JsonElement> Day(string region, ulong valid) => Day(region, "validReports", valid);

    /// <summary>The same of one of its figures.</summary>
    public async Task<JsonElement> Day(string region, string figure, ulong value)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Yield())
        {
            var (_, day) = await Get($"regions/{region}/days/today", null);
            if (day.GetProperty(figure).GetUInt64() == value) return day;
            if (TimeProvider.System.GetElapsedTime(began) > Patience.Max) throw new TimeoutException($"{region} shows {day}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        channel.Dispose();
        await Stop();
        folder.Dispose();
    }

    private async Task<(int, JsonElement)> Send(HttpRequestMessage request, string? who)
    {
        if (who is not null) request.Headers.Authorization = new("Bearer", await TokenOf(who));
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

    private async Task<string> TokenOf(string who)
    {
        var (known, isPerson) = (People.TryGetValue(who, out var grant) ? sessions : devices, People.ContainsKey(who));
        if (!known.TryGetValue(who, out var token)) known[who] = token = isPerson ? await SignIn(who, grant.Role, grant.Region) : await Enrol(who);
        return token;
    }

    private async Task<string> SignIn(string person, string role, string region)
    {
        if (registered.Add(person))
        {
            await AsAdministrator("people", new { id = person, name = person });
            await AsAdministrator($"people/{person}/grants", new { role, region });
            await AsAdministrator($"people/{person}/password", new { password = Password });
        }
        return (await Answer("session?use=token", null, new { person, password = Password })).GetProperty("accessToken").GetString()!;
    }

    private async Task<string> Enrol(string steward)
    {
        var invited = await AsAdministrator("devices", new { steward });
        return (await Answer("devices/enrol", null, new { code = invited.GetProperty("code").GetString() })).GetProperty("token").GetString()!;
    }

    private Task<JsonElement> AsAdministrator(string path, object body) => Answer(path, Admin, body);

    private async Task<JsonElement> Answer(string path, string? token, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        using var response = await Http.SendAsync(request);
        var said = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {said}");
        return JsonDocument.Parse(said).RootElement;
    }
}
