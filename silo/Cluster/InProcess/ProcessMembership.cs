using Orleans;
using Orleans.Runtime;

namespace RealtimeGov.Cluster.InProcess;

/// <summary>The list of the silos of one process, in its memory. It outlives each of them: losing the first is like losing any other.</summary>
internal sealed class ProcessMembership : IMembershipTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<SiloAddress, (MembershipEntry Entry, int Etag)> rows = [];
    private int version;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId)
    {
        lock (gate) rows.Clear();
        return Task.CompletedTask;
    }

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        lock (gate)
        {
            var defunct = rows.Where(row => row.Value.Entry.Status == SiloStatus.Dead && row.Value.Entry.IAmAliveTime < beforeDate.UtcDateTime).Select(row => row.Key).ToList();
            foreach (var silo in defunct) rows.Remove(silo);
        }
        return Task.CompletedTask;
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        lock (gate) return Task.FromResult(new MembershipTableData([.. rows.Where(row => row.Key.Equals(key)).Select(row => Of(row.Value))], Version));
    }

    public Task<MembershipTableData> ReadAll()
    {
        lock (gate) return Task.FromResult(new MembershipTableData([.. rows.Values.Select(Of)], Version));
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Write(entry, tableVersion, isNew: true, etag: null);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => Write(entry, tableVersion, isNew: false, etag);

    public Task UpdateIAmAlive(MembershipEntry entry)
    {
        lock (gate)
            if (rows.TryGetValue(entry.SiloAddress, out var row)) row.Entry.IAmAliveTime = entry.IAmAliveTime;
        return Task.CompletedTask;
    }

    private TableVersion Version => new(version, $"{version}");

    private Task<bool> Write(MembershipEntry entry, TableVersion tableVersion, bool isNew, string? etag)
    {
        lock (gate)
        {
            var known = rows.TryGetValue(entry.SiloAddress, out var row);
            if (known == isNew || tableVersion.VersionEtag != $"{version}" || (etag is not null && etag != $"{row.Etag}")) return Task.FromResult(false);
            version++;
            rows[entry.SiloAddress] = (Copy(entry), version);
            return Task.FromResult(true);
        }
    }

    private static Tuple<MembershipEntry, string> Of((MembershipEntry Entry, int Etag) row) => Tuple.Create(Copy(row.Entry), $"{row.Etag}");

    private static MembershipEntry Copy(MembershipEntry entry) => new()
    {
        SiloAddress = entry.SiloAddress,
        Status = entry.Status,
        SuspectTimes = entry.SuspectTimes is null ? null : [.. entry.SuspectTimes],
        ProxyPort = entry.ProxyPort,
        HostName = entry.HostName,
        SiloName = entry.SiloName,
        RoleName = entry.RoleName,
        UpdateZone = entry.UpdateZone,
        FaultZone = entry.FaultZone,
        StartTime = entry.StartTime,
        IAmAliveTime = entry.IAmAliveTime,
    };
}
