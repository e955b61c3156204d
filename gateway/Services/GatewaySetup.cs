using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Description;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Desk.Rpc;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Field.Intake;
using RealtimeGov.Gateway.Figures;
using RealtimeGov.Gateway.Grpc;
using RealtimeGov.Gateway.Health;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Open311;
using RealtimeGov.Gateway.Past;
using RealtimeGov.Gateway.Photos.Upload;
using RealtimeGov.Gateway.People;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Gateway.Programmes;
using RealtimeGov.Gateway.Push;
using RealtimeGov.Gateway.Receipts;
using RealtimeGov.Gateway.Registration;
using RealtimeGov.Gateway.Residents;
using RealtimeGov.Gateway.Settings;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway;

/// <summary>
/// What a host adds to serve the gateway. The host itself registers ITownClient, ITownDirectory, ITownPlacement, IReadModel,
/// EngineReach, StoreHealth and TimeProvider.
/// </summary>
public static class GatewaySetup
{
    /// <param name="keys">The folder of what protects sessions; null keeps it in memory, and a restart ends them.</param>
    public static IServiceCollection AddGateway(this IServiceCollection services, FieldOptions field, DeviceGate gate, AdminGate adminGate, DirectoryInfo? keys = null)
    {
        services.AddSingleton(field).AddSingleton(gate);
        services.AddReads().AddIntake().AddDesk().AddPublicDesk().AddProgrammes();
        services.AddSingleton(provider => new FieldService(
            provider.GetRequiredService<ReportDispatch>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<PhotoUploads>(),
            provider.GetRequiredService<InboxStream>()));
        services.AddSingleton<HealthServiceImpl>().AddHostedService<HealthFeed>();
        services.Configure<JsonOptions>(options => GatewayJson.Apply(options.SerializerOptions));
        return services.AddIdentity(keys).AddAdministration(adminGate).AddLive().AddCalls().AddGeoReport().AddPush().AddDescription();
    }

    // What answers about days and places, of now and of before.
    private static IServiceCollection AddReads(this IServiceCollection services) => services
        .AddSingleton<TownClock>().AddSingleton<TownPlaces>().AddSingleton<TownRegistry>()
        .AddSingleton<ApiReads>().AddSingleton<DayQueries>().AddSingleton<PastQueries>();

    private static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton<IntakeMeter>().AddSingleton<ServerClock>().AddSingleton<OpenedNear>().AddSingleton<ReportDispatch>();

    private static IServiceCollection AddDesk(this IServiceCollection services) => services
        .AddSingleton<DeskReads>().AddSingleton<DeskContent>().AddSingleton<FigureReads>().AddSingleton<DeskExport>()
        .AddSingleton<DeskSteps>().AddSingleton<DeskBatch>().AddSingleton<DeskIntake>().AddSingleton<Handovers>()
        .AddSingleton<RecordedReports>().AddSingleton<Quarantine>().AddSingleton<Retention>().AddSingleton<PersonExport>()
        .AddSingleton<InboxSteps>().AddSingleton<NearbyReads>().AddSingleton<InboxStream>()
        .AddSingleton<LoopSettings>().AddSingleton<SettingsEndpoints.Setting>();

    // For those without an account, with a receipt's code or without any.
    private static IServiceCollection AddPublicDesk(this IServiceCollection services) => services
        .AddSingleton<ReceiptLimiter>().AddSingleton<ReceiptDesk>().AddSingleton<ResidentLimiter>().AddSingleton<ResidentIntake>()
        .AddSingleton<PublicIssues>().AddSingleton<PublicWords>().AddSingleton<ReleaseDesk>();

    private static IServiceCollection AddProgrammes(this IServiceCollection services) => services
        .AddSingleton<ProgrammeDesk>().AddSingleton<ProgrammeReads>().AddSingleton<DecisionSteps>().AddSingleton<Judgements>();

    private static readonly AccessRefusal DeskCall =
        new(IdentityErrors.SignInNeeded, "sign_in_needed: the call needs metadata authorization: Bearer and the token of a session or of an enrolled device");

    /// <summary>
    /// Everything that is served over gRPC; <see cref="GrpcSetup.UseCalls"/> goes before it. Probes and tools need no token:
    /// what they learn is whether the server is ready, and the protos.
    /// </summary>
    public static void MapCalls(this IEndpointRouteBuilder routes)
    {
        routes.MapGrpcService<FieldService>().Needs(AccessRefusal.FieldCall, Permission.Report);
        routes.MapGrpcService<DeskService>().Needs(DeskCall, Permission.ReadIssues);
        routes.MapGrpcService<InboxService>().Needs(DeskCall, Permission.Report);
        routes.MapGrpcService<AdminService>().Needs(AccessRefusal.AdminCall, Permission.ManagePlacement);
        routes.MapGrpcService<HealthServiceImpl>().OpenToAll();
        routes.MapGrpcReflectionService().OpenToAll();
    }
}
