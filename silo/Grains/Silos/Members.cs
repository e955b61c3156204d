using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using RealtimeGov.Domain.Placement;

namespace RealtimeGov.Grains.Silos;

/// <summary>The cluster's silos by name, as this silo's membership has them.</summary>
public sealed class Members(IServiceProvider services)
{
    private readonly ConcurrentDictionary<SiloAddress, bool> leaving = new();

    // Late: the membership's own start asks for what asks for it.
    private IClusterMembershipService Service => services.GetRequiredService<IClusterMembershipService>();

    public IAsyncEnumerable<ClusterMembershipSnapshot> Updates => Service.MembershipUpdates;

    public string? NameOf(SiloAddress silo) => Service.CurrentSnapshot.Members.TryGetValue(silo, out var member) ? member.Name : null;

    /// <summary>From now on it counts as one that does not live, though it answers still.</summary>
    public void Leaves(SiloAddress silo)
    {
        foreach (var gone in leaving.Keys.Where(one => !Service.CurrentSnapshot.Members.ContainsKey(one))) leaving.TryRemove(gone, out _);
        leaving[silo] = true;
    }

    /// <summary>Null for one that does not live.</summary>
    public SiloAddress? AddressOf(string name)
    {
        foreach (var member in Service.CurrentSnapshot.Members.Values)
            if (Lives(member) && member.Name == name) return member.SiloAddress;
        return null;
    }

    /// <summary>Who lives by the membership's word alone, and is named how.</summary>
    public static IReadOnlyDictionary<SiloAddress, string> Active(ClusterMembershipSnapshot snapshot) =>
        snapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).ToDictionary(member => member.SiloAddress, member => member.Name);

    /// <summary>One for each name: alive if one of that name is.</summary>
    public IReadOnlyList<Member> Of(ClusterMembershipSnapshot snapshot) =>
    [
        .. snapshot.Members.Values.GroupBy(member => member.Name, StringComparer.Ordinal).OrderBy(named => named.Key, StringComparer.Ordinal)
            .Select(named => new Member(named.Key, named.Any(Lives))),
    ];

    public IReadOnlyList<Member> Now => Of(Service.CurrentSnapshot);

    private bool Lives(ClusterMember member) => member.Status == SiloStatus.Active && !leaving.ContainsKey(member.SiloAddress);
}
