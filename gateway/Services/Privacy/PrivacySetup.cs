using Microsoft.Extensions.DependencyInjection;

namespace RealtimeGov.Gateway.Privacy;

/// <summary>What a host adds to keep a ledger of what was erased.</summary>
public static class PrivacySetup
{
    public static IServiceCollection AddErasures(this IServiceCollection services, ErasureLedger ledger) =>
        services.AddSingleton(ledger).AddHostedService<ErasedContents>();
}
