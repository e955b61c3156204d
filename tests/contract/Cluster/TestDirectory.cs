using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Messaging;
using Orleans.Runtime;
using RealtimeGov.Cluster;
using RealtimeGov.Cluster.InProcess;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>The product's membership in memory, where gateways of a test's cluster find its silos too.</summary>
internal sealed class TestDirectory : IGatewayListProvider
{
    private readonly ProcessMembership membership = new();

    public ClusterDirectory Directory => new(
        "this test",
        silo =>
        {
            silo.Services.AddSingleton<IMembershipTable>(membership);
            // A silo of these tests dies at its own word: nobody has to wait for votes.
            silo.Configure<ClusterMembershipOptions>(options => options.DefunctSiloCleanupPeriod = null);
        },
        client => client.Services.AddSingleton<IGatewayListProvider>(this));

    public TimeSpan MaxStaleness => TimeSpan.FromSeconds(1);

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public async Task<IList<Uri>> GetGateways() =>
    [
        .. (await membership.ReadAll()).Members.Select(member => member.Item1).Where(entry => entry is { Status: SiloStatus.Active, ProxyPort: > 0 })
            .Select(entry => SiloAddress.New(entry.SiloAddress.Endpoint.Address, entry.ProxyPort, entry.SiloAddress.Generation).ToGatewayUri()),
    ];
}
