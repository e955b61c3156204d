using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using RealtimeGov.Cluster.InProcess;
using RealtimeGov.Cluster.Security;

namespace RealtimeGov.Cluster;

/// <summary>Where the silos of a cluster are listed, and how they and the gateways reach one another.</summary>
/// <param name="Of">As it is called in messages.</param>
public sealed record ClusterDirectory(string Of, Action<ISiloBuilder> ForSilos, Action<IClientBuilder> ForGateways)
{
    /// <summary>One town is one cluster.</summary>
    public const string ClusterId = "realtimegov";

    /// <summary>In the town's PostgreSQL, beside the journal; its tables must be there (<see cref="ClusterTables"/>).</summary>
    /// <param name="certificates">Null where all of the cluster is on loopback.</param>
    public static ClusterDirectory Postgres(string connectionString, SiloCertificates? certificates = null) => new(
        "the town's PostgreSQL",
        silo =>
        {
            silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", connectionString));
            certificates?.Protect(silo);
        },
        client =>
        {
            client.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", connectionString));
            certificates?.Protect(client);
        });

    /// <summary>In this process's memory, for silos that all live in it; nothing listens on a port.</summary>
    public static ClusterDirectory InProcess()
    {
        var (membership, network) = (new ProcessMembership(), new ProcessNetwork());
        return new(
            "this process",
            silo =>
            {
                silo.Services.AddSingleton<IMembershipTable>(membership);
                network.Replace(silo.Services);
            },
            _ => throw new NotSupportedException("the silos of a process are called through one of them"));
    }
}
