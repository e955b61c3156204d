using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using RealtimeGov.Domain.Placement;

namespace RealtimeGov.Engines.Orleans.Placing;

/// <summary>The cluster's silos by name, as this silo's membership has them.</summary>
internal sealed class Members(IServiceProvider services)
{
    // Late: the membership's own start asks for what asks for it.
    private IClusterMembershipService Service => services.GetRequiredService<IClusterMembershipService>();

    public IAsyncEnumerable<ClusterMembershipSnapshot> Updates => Service.MembershipUpdates;

    public string? NameOf(SiloAddress silo) => Service.CurrentSnapshot.Members.TryGetValue(silo, out var member) ? member.Name : null;

    /// <summary>Null for one that does not live.</summary>
    public SiloAddress? AddressOf(string name)
    {
        foreach (var member in Service.CurrentSnapshot.Members.Values)
            if (member.Status == SiloStatus.Active && member.Name == name) return member.SiloAddress;
        return null;
    }

    /// <summary>One for each name: alive if one of that name is.</summary>
    public static IReadOnlyList<Member> Of(ClusterMembershipSnapshot snapshot) =>
    [
        .. snapshot.Members.Values.GroupBy(member => member.Name, StringComparer.Ordinal).OrderBy(named => named.Key, StringComparer.Ordinal)
            .Select(named => new Member(named.Key, named.Any(member => member.Status == SiloStatus.Active))),
    ];
}
