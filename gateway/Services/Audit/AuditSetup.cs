using Microsoft.Extensions.DependencyInjection;

namespace RealtimeGov.Gateway.Audit;

/// <summary>What a host adds to keep an audit; without it nothing is kept, as in tests of something else.</summary>
public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services, AuditFile file) =>
        services.AddSingleton(file).AddSingleton<AuditChanges>().AddHostedService(provider => provider.GetRequiredService<AuditChanges>());
}
