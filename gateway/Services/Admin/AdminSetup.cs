using Microsoft.Extensions.DependencyInjection;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Admin.Feed;

namespace RealtimeGov.Gateway.Admin;

/// <summary>What a host adds to serve administration; it registers ITownPlacement itself.</summary>
public static class AdminSetup
{
    public static IServiceCollection AddAdministration(this IServiceCollection services, AdminGate gate)
    {
        services.AddSingleton(gate).AddSingleton<Administration>().AddSingleton<AdminService>();
        return services.AddSingleton<PlacementFeed>();
    }
}
