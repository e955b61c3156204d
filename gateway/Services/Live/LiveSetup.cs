using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Live;

/// <summary>Puts the hub into a web application.</summary>
public static class LiveSetup
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<RegionWatches>();
        services.AddSingleton<PlacementWatches>();
        services.AddSingleton<DeskWatches>();
        services.AddSingleton<Screens>();
        services.AddSingleton<HubLifetimeManager<LiveHub>>(provider => provider.GetRequiredService<Screens>());
        services.AddHostedService<LiveClock>();
        services.AddSingleton<HubGate>();
        services.AddSignalR(options =>
            {
                options.MaximumReceiveMessageSize = LiveHub.MessageBytesMax;
                options.AddFilter<HubGate>();
            })
            .AddJsonProtocol(options => GatewayJson.Apply(options.PayloadSerializerOptions).AllowDuplicateProperties = false)
            .AddMessagePackProtocol(options => options.SerializerOptions = FrameResolver.Options);
        // Of two protocols of one name the last is taken.
        services.AddSingleton<IHubProtocol, LiveProtocol>();
        return services;
    }

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapHub<LiveHub>(LiveHub.Path, options =>
            options.Transports = HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents).OpenToAll().WithMetadata(new CallerWanted());
}
