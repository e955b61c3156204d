using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace RealtimeGov.Cluster;

/// <summary>Two silos of one name would both believe that the placement means them.</summary>
internal static class SiloNames
{
    /// <summary>A silo says that it is alive every 5 s; one that missed three is not.</summary>
    public static readonly TimeSpan SilentMax = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when no other silo of this name lives: at once, or when one that was killed is known to be dead.</summary>
    /// <exception cref="NameTakenException">One lives: it has said so again since.</exception>
    public static async Task Await(IServiceProvider services, OrleansSiloOptions options, TimeProvider time)
    {
        if (services.GetService<IMembershipTable>() is not { } table) return;
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
        (SiloAddress Address, DateTime SaidSo)? seen = null;
        while (await Namesake(table, options, time) is { } namesake)
        {
            seen ??= (namesake.SiloAddress, namesake.IAmAliveTime);
            if (!seen.Value.Address.Equals(namesake.SiloAddress) || namesake.IAmAliveTime > seen.Value.SaidSo)
                throw new NameTakenException($"a silo named {options.Name} lives at {namesake.SiloAddress.Endpoint}, on host {namesake.HostName}. Give this one another name, or stop that one first.");
            await Task.Delay(LookEvery, time);
        }
    }

    // One at our own address is our predecessor: the cluster declares it dead as we join.
    private static async Task<MembershipEntry?> Namesake(IMembershipTable table, OrleansSiloOptions options, TimeProvider time) =>
        (await table.ReadAllAsync()).Members.Select(member => member.Item1).FirstOrDefault(member =>
            member.SiloName == options.Name
            && member.Status is SiloStatus.Active or SiloStatus.Joining or SiloStatus.ShuttingDown
            && time.GetUtcNow().UtcDateTime - member.IAmAliveTime < SilentMax
            && !(member.SiloAddress.Endpoint.Address.Equals(options.Address) && member.SiloAddress.Endpoint.Port == options.SiloPort));
}
