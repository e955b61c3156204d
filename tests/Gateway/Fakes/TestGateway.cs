using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Health;
using RealtimeGov.Gateway.Host;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Security;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>The real server on free ports, over fakes and a clock that the test moves. It is 2016-06-13 16:40 in the town.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string Today = "2016-06-13";

    private static readonly TimeSpan ReachesMax = TimeSpan.FromMinutes(1);

    private readonly GatewayApp app;

    private TestGateway(
        DeviceGate gate, AdminGate adminGate, string? dashboard, DateTimeOffset now, PhotoOptions? photos, string zone, string? pathBase, WebOptions? web, Func<IGrainFactory>? orleans)
    {
        Time = new ManualTime(now);
        Store = new StoreHealth(Time);
        Directory = FakeDirectory.Town(zone);
        Placement = new FakePlacement(Directory, ReadModel);
        Grains = new FakeTownClient(Directory) { Placement = Placement };
        Grains.People.ShowIn(ReadModel);
        var placement = new TownPlacement(Placement, Placement, Grains, Directory, ReadModel, Time);
        var about = new AboutServer("RealtimeGov", "1.0.0", "local", "sqlite", "kestrel", Demo: false, Open: gate.IsOpen, AcceptLateDays: 7);
        app = new GatewayApp(
            new GatewayParts(
                Grains, Directory, ReadModel, placement, new FieldOptions(), gate, adminGate, about, dashboard, Time, new LoggerFactory([Log]), photos,
                new EngineReach(_ => Task.FromResult(SilosAnswer)), pathBase, web, Store, OrleansDashboard: orleans), 0, 0);
    }

    public static DateTimeOffset Start { get; } = new(2016, 6, 13, 16, 40, 0, TimeSpan.FromHours(8));

    public static int TodayNumber { get; } = Domain.Time.LocalDay.From(new DateOnly(2016, 6, 13));

    /// <summary>Whether there is anybody to run the grains.</summary>
    public bool SilosAnswer { get; set; } = true;

    public ManualTime Time { get; }

    public StoreHealth Store { get; }

    public KeptLog Log { get; } = new();

    public FakeDirectory Directory { get; }

    public FakeTownClient Grains { get; }

    public FakeReadModel ReadModel { get; } = new();

    public FakePlacement Placement { get; }

    public HttpClient Http { get; private set; } = null!;

    public IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints => app.Endpoints;

    /// <summary>As the first start prints it.</summary>
    public string NewSetupSecret() => app.SetupLink.Renew();

    public Uri Grpc => new($"http://127.0.0.1:{app.GrpcPort}");

    public Uri Hub => new($"ws://127.0.0.1:{app.Port}/live");

    public static async Task<TestGateway> Open(
        DeviceGate? gate = null, string? dashboard = null, DateTimeOffset? now = null, PhotoOptions? photos = null, AdminGate? adminGate = null,
        string zone = "Asia/Shanghai", string? pathBase = null, WebOptions? web = null, Func<IGrainFactory>? orleans = null)
    {
        var gateway = new TestGateway(gate ?? DeviceGate.Open, adminGate ?? AdminGate.Open, dashboard, now ?? Start, photos, zone, pathBase, web, orleans);
        await gateway.app.Start();
        gateway.Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway.app.Port}") };
        return gateway;
    }

    /// <summary>
    /// Lets time pass in small steps until something has come. The server arms its timers on its own threads, so one jump of
    /// the clock could come before the timer that it was meant for.
    /// </summary>
    /// <exception cref="TimeoutException">Nothing has come in a minute of the machine's own time.</exception>
    public async Task<T> Reaches<T>(Task<T> something)
    {
        for (var began = Stopwatch.GetTimestamp(); !something.IsCompleted; await Step(Egress.CountsFew))
            if (Stopwatch.GetElapsedTime(began) > ReachesMax) throw new TimeoutException($"nothing has come within {ReachesMax.TotalSeconds:0} s");
        return await something;
    }

    /// <summary>
    /// Lets time pass, and then the server answer a question: on a busy machine the clock would run away from a write that
    /// waits for its thread, and its screen would be dropped as one that does not read.
    /// </summary>
    public async Task Step(TimeSpan time)
    {
        Time.Advance(time);
        await Http.GetStringAsync("/healthz");
    }

    public Task Stop() => app.Stop();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
