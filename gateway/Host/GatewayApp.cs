using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Description;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Grpc;
using RealtimeGov.Gateway.Health;
using RealtimeGov.Gateway.Host.Pages;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Open311;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Gateway.Programmes;
using RealtimeGov.Gateway.Push;
using RealtimeGov.Gateway.Security;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Host;

/// <summary>What the gateway serves: whatever the engine and the store are.</summary>
public sealed record GatewayParts(
    ITownClient Grains, ITownDirectory Directory, IReadModel ReadModel, ITownPlacement Placement, FieldOptions Field,
    DeviceGate Gate, AdminGate AdminGate, AboutServer About, string? Dashboard, TimeProvider Time, ILoggerFactory Logs, PhotoOptions? Photos = null,
    EngineReach? Reach = null, string? PathBase = null, WebOptions? Web = null, StoreHealth? Store = null, DirectoryInfo? Keys = null, AuditFile? Audit = null, ErasureLedger? Erasures = null,
    Func<IGrainFactory>? OrleansDashboard = null);

/// <summary>The web server: two endpoints on loopback, HTTP/1.1 for people and HTTP/2 for field devices.</summary>
public sealed class GatewayApp : IAsyncDisposable
{
    /// <summary>Screens at once; each costs a socket and a few slots.</summary>
    public const int ScreensMax = 10_000;

    /// <summary>Of requests other than streams and bulk registration, which set their own.</summary>
    public const int RequestBytesMax = 1 << 20;

    /// <summary>How long calls may take to end when the server stops.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    private readonly WebApplication app;
    private ListenOptions? http;
    private ListenOptions? grpc;

    public GatewayApp(GatewayParts parts, int port, int grpcPort)
    {
        // Empty: no settings file or environment variable of a stranger's folder changes what is served.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(GatewayApp).Assembly.GetName().Name });
        builder.Services.AddRouting();
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true); // of the pages' own files
        builder.Services.Replace(ServiceDescriptor.Singleton(parts.Logs));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton(parts.Grains).AddSingleton(parts.Directory).AddSingleton(parts.ReadModel)
            .AddSingleton(parts.Placement).AddSingleton(parts.Time).AddSingleton(parts.Reach ?? EngineReach.Always)
            .AddSingleton(parts.Store ?? new StoreHealth(parts.Time));
        builder.Services.AddGateway(parts.Field, parts.Gate, parts.AdminGate, parts.Keys);
        builder.Services.AddSingleton(parts.Web ?? WebOptions.Loopback);
        // Of a town that is kept: its changes are on the audit, others are told of them, and what is to be erased in time is.
        if (parts.Audit is { } audit) builder.Services.AddAudit(audit).AddDeliveries().AddSurveyKeeping();
        if (parts.Erasures is { } erasures) builder.Services.AddErasures(erasures);
        if (parts.OrleansDashboard is { } grains) builder.Services.AddOrleansDashboard(grains, builder.Configuration);
        if (parts.Photos is { } photos) builder.Services.AddPhotos(photos);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => Listen(server, port, grpcPort));
        app = builder.Build();
        Map(parts);
    }

    /// <summary>The port that was taken; after <see cref="Start"/>.</summary>
    public int Port => ((IPEndPoint)http!.EndPoint).Port;

    /// <inheritdoc cref="Port"/>
    public int GrpcPort => ((IPEndPoint)grpc!.EndPoint).Port;

    /// <summary>Everything that is served.</summary>
    public IReadOnlyList<Endpoint> Endpoints => [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)];

    /// <summary>The way in for the first administrator.</summary>
    public SetupLink SetupLink => app.Services.GetRequiredService<SetupLink>();

    /// <summary>True while nobody can sign in.</summary>
    public Task<bool> WantsAdministrator(CancellationToken cancellation) => app.Services.GetRequiredService<AccountCache>().IsEmpty(cancellation);

    /// <exception cref="IOException">A port is taken.</exception>
    public Task Start() => app.StartAsync();

    /// <summary>Completes when the process was asked to end and every call has ended.</summary>
    public Task WaitForShutdown() => app.WaitForShutdownAsync();

    public Task Stop() => app.StopAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Listen(KestrelServerOptions server, int port, int grpcPort)
    {
        server.ConfigureCalls();
        server.Limits.MaxRequestBodySize = RequestBytesMax;
        server.Limits.MaxConcurrentUpgradedConnections = ScreensMax;
        server.Listen(IPAddress.Loopback, port, listener =>
        {
            listener.Protocols = HttpProtocols.Http1;
            http = listener;
        });
        server.Listen(IPAddress.Loopback, grpcPort, listener => grpc = listener.ConfigureCalls());
    }

    private void Map(GatewayParts parts)
    {
        app.UseTownPath(parts.PathBase);
        app.UseMiddleware<SafeHeaders>();
        app.UseRequestGuard((parts.Web ?? WebOptions.Loopback) with { IsOpen = parts.Gate.IsOpen || parts.AdminGate.IsOpen });
        app.UseDashboard(parts.Dashboard);
        app.UseRouting();
        app.UseCalls();
        app.UsePermissions();
        app.MapCalls();
        app.MapHealth();
        app.MapApi(parts.About);
        app.MapGeoReport();
        app.MapDescription();
        app.MapPhotos();
        app.MapLive();
        app.MapDashboard(parts.Dashboard);
        app.MapOrleansDashboard(parts.OrleansDashboard);
        app.MapSetupPage();
    }
}
