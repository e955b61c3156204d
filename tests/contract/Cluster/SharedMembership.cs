using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Messaging;
using Orleans.Runtime;
using RealtimeGov.Cluster;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>The list of silos of one test's cluster, in this process's memory.</summary>
internal sealed class SharedMembership : IMembershipTable, IGatewayListProvider
{
    private readonly Lock gate = new();
    private readonly Dictionary<SiloAddress, (MembershipEntry Entry, int Etag)> rows = [];
    private int version;

    public ClusterDirectory Directory => new(
        "this test",
        silo =>
        {
            silo.Services.AddSingleton<IMembershipTable>(this);
            // A silo of these tests dies at its own word: nobody has to wait for votes.
            silo.Configure<ClusterMembershipOptions>(membership => membership.DefunctSiloCleanupPeriod = null);
        },
        client => client.Services.AddSingleton<IGatewayListProvider>(this));

    public TimeSpan MaxStaleness => TimeSpan.FromSeconds(1);

    public bool IsUpdatable => true;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public Task<IList<Uri>> GetGateways()
    {
        lock (gate)
            return Task.FromResult<IList<Uri>>([.. rows.Values.Where(row => row.Entry is { Status: SiloStatus.Active, ProxyPort: > 0 })
                .Select(row => SiloAddress.New(row.Entry.SiloAddress.Endpoint.Address, row.Entry.ProxyPort, row.Entry.SiloAddress.Generation).ToGatewayUri())]);
    }

    public Task DeleteMembershipTableEntries(string clusterId)
    {
        lock (gate) rows.Clear();
        return Task.CompletedTask;
    }

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Task.CompletedTask;

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
