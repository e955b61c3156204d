using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Field.Intake;
using RealtimeGov.Gateway.Health;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Registration;
using RealtimeGov.Protos;
using RealtimeGov.Rpc;
using RealtimeGov.Rpc.Health;

namespace RealtimeGov.Gateway;

/// <summary>
/// What a host adds to serve the gateway. The host itself registers IActors, ITownDirectory, ITownPlacement, IReadModel,
/// EngineReach and TimeProvider.
/// </summary>
public static class GatewaySetup
{
    public static IServiceCollection AddGateway(this IServiceCollection services, FieldOptions field, DeviceGate gate, AdminGate adminGate)
    {
        services.AddSingleton(field).AddSingleton(gate);
        services.AddSingleton<TownClock>().AddSingleton<TownPlaces>().AddSingleton<TownRegistry>();
        services.AddSingleton<IntakeMeter>().AddSingleton<ReportDispatch>().AddSingleton<ApiReads>().AddSingleton<DayQueries>();
        services.AddSingleton(provider => new FieldService(
            provider.GetRequiredService<ReportDispatch>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        services.AddSingleton(new HealthBoard(FieldReflection.Descriptor.Services[0].FullName, AdminReflection.Descriptor.Services[0].FullName));
        services.AddHostedService<HealthFeed>();
        services.Configure<JsonOptions>(options => GatewayJson.Apply(options.SerializerOptions));
        return services.AddAdministration(adminGate).AddLive();
    }

    /// <summary>The field devices' service, for a server's binding.</summary>
    public static RpcService FieldService(this IServiceProvider services) => services.GetRequiredService<FieldService>().Bind().AddPhotoCalls(services);
}
