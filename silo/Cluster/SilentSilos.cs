using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace RealtimeGov.Cluster;

/// <summary>
/// A silo that joins waits for an answer of every other that is listed as living. One that nobody is left to vote out would
/// keep it waiting for minutes: Orleans watches those who have gone silent, but sees who has only when its table changes.
/// </summary>
internal static class SilentSilos
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Until cancelled, writes the row of whoever has just gone silent again, as it is: the table has changed, and Orleans
    /// probes it and decides.
    /// </summary>
    public static async Task PointOut(IServiceProvider services, TimeProvider time, CancellationToken joined)
    {
        if (services.GetService<IMembershipTable>() is not { } table) return;
        var told = new HashSet<SiloAddress>();
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(joined))
            {
                try { await Look(table, told, time); }
                catch (Exception) { } // the join itself says what is wrong with the table
            }
        }
        catch (OperationCanceledException) { }
    }

    private static async Task Look(IMembershipTable table, HashSet<SiloAddress> told, TimeProvider time)
    {
        var all = await table.ReadAllAsync();
        foreach (var (member, tag) in all.Members)
        {
            if (member.Status != SiloStatus.Active || time.GetUtcNow().UtcDateTime - member.IAmAliveTime <= SiloNames.SilentMax) continue;
            if (told.Contains(member.SiloAddress) || !await table.UpdateRowAsync(member, tag, all.Version.Next())) continue;
            told.Add(member.SiloAddress);
            return; // the version was spent
        }
    }
}
