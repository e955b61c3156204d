using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Push;

/// <summary>What is told to others of its own accord: streams that they open, and hooks that were registered for them.</summary>
public static class PushSetup
{
    public static IServiceCollection AddPush(this IServiceCollection services) =>
        services.AddSingleton<UpdateStream>().AddSingleton<HookSender>();

    /// <summary>Serves the hooks; without it they are kept and nothing is sent.</summary>
    public static IServiceCollection AddDeliveries(this IServiceCollection services) => services.AddHostedService<HookPump>();

    public static void MapPush(this IEndpointRouteBuilder api)
    {
        api.MapGet("/updates/stream", (HttpContext http, UpdateStream stream, CancellationToken aborted) => stream.Open(http, aborted)).OpenToAll();
        api.MapHooks();
    }
}
