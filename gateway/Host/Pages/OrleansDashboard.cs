using Orleans;
using Orleans.Dashboard;
using Orleans.Hosting;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Host.Pages;

/// <summary>
/// Orleans' own dashboard, `/orleans/`: silos, grains and their calls, for whoever manages the placement. Only where the host was
/// told to serve it. What grains hold is none of it: that is read at the desk, where it is written down who read.
/// </summary>
internal static class OrleansDashboard
{
    public const string Path = "/orleans";

    private const string StatePath = Path + "/GrainState";

    /// <summary>Its styles are set by its own script as well; nothing else of it comes from elsewhere than here.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'";

    /// <param name="grains">The way to the cluster's grains just now.</param>
    public static void AddOrleansDashboard(this IServiceCollection services, Func<IGrainFactory> grains, IConfiguration configuration)
    {
        var before = services.Count;
        new DashboardClient(services, configuration).AddDashboard(options => options.HideTrace = true);
        // As a singleton it would go on asking through the silo that it was first asked through, when that is lost.
        for (var at = before; at < services.Count; at++)
            if (services[at] is { ServiceType.Name: "IDashboardClient", ImplementationType: { } client } found)
                services[at] = ServiceDescriptor.Describe(found.ServiceType, client, ServiceLifetime.Transient);
        services.AddTransient(_ => grains());
    }

    public static void MapOrleansDashboard(this WebApplication app, Func<IGrainFactory>? grains)
    {
        if (grains is null) return;
        app.MapOrleansDashboard(Path)
            .Needs(AccessRefusal.AdminToken, Permission.ManagePlacement)
            .AddEndpointFilter(async (call, next) =>
            {
                call.HttpContext.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                return call.HttpContext.Request.Path.StartsWithSegments(StatePath, StringComparison.OrdinalIgnoreCase)
                    ? Results.NotFound()
                    : await next(call);
            });
    }

    private sealed record DashboardClient(IServiceCollection Services, IConfiguration Configuration) : IClientBuilder;
}
