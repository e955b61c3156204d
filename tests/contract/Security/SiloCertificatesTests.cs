using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Cluster;
using RealtimeGov.Cluster.Security;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Security;

/// <summary>Silos that can be reached from elsewhere know one another by certificates of the town's own authority.</summary>
[Trait("lane", "trust")]
[Collection(PostgresCollection.Name)]
public sealed class SiloCertificatesTests(PostgresCluster cluster) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_certificate_that_cannot_be_used_is_refused_by_its_option()
    {
        using var town = new TestAuthority(folder.Path, "town");
        using var stranger = new TestAuthority(folder.Path, "stranger");
        var (good, secret) = (town.Sign("good"), town.Sign("secret", "word"));
        var (password, wrong, empty) = (folder.Write("password", "word\n"), folder.Write("wrong", "no\n"), folder.Write("empty.pem", ""));
        SiloCertificates.Load(good, null, town.File, TimeProvider.System);
        SiloCertificates.Load(secret, password, town.File, TimeProvider.System);

        Assert.StartsWith("--silo-certificate: no/such.pfx cannot be read: ", Refusal("no/such.pfx", null, town.File));
        Assert.StartsWith($"--silo-certificate: {secret} cannot be read: ", Refusal(secret, wrong, town.File));
        Assert.StartsWith("--silo-certificate-password-file: no/such cannot be read: ", Refusal(secret, "no/such", town.File));
        Assert.StartsWith($"--silo-ca: {empty} cannot be read: ", Refusal(good, null, empty));
        Assert.Equal($"--silo-certificate: {good} is not signed by the authority in {stranger.File}: the other silos would refuse it", Refusal(good, null, stranger.File));
        Assert.EndsWith(", and not now. Have the town's authority sign a new one.", Refusal(town.Sign("old", validUntil: 0), null, town.File, TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task Silos_of_one_authority_form_a_cluster_and_a_stranger_does_not_get_in()
    {
        using var town = new TestAuthority(folder.Path, "town");
        using var stranger = new TestAuthority(folder.Path, "stranger");
        var connection = await cluster.CreateDatabase();
        await using var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System);
        await ClusterTables.Apply(connection, TimeProvider.System);
        await using var first = await Start("silo-1", Certificates(town, "one"));
        await using var second = await Start("silo-2", Certificates(town, "two"));
        var map = second.Placement.View.Current;
        while (!(map.IsLive("silo-1") && map.IsLive("silo-2"))) map = await second.Placement.View.After(map, CancellationToken.None).WaitAsync(Patience.Max);
        Assert.Equal(["silo-1", "silo-2"], (await second.Loads.Loads(default)).Awake.Keys.Order()); // each answers the other

        // It finds them in the database, and none of them talks to it.
        var refused = await Assert.ThrowsAsync<ClusterStartException>(() => OrleansGateway.Start(
            new OrleansGatewayOptions { Directory = ClusterDirectory.Postgres(connection, Certificates(stranger, "three")), FindMax = TimeSpan.FromSeconds(2) },
            journal.ReadModel, new TownDirectory(journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance));
        Assert.StartsWith("no silo answered within 2 s", refused.Message);

        Task<ProcessSilos> Start(string name, SiloCertificates certificates) => ProcessSilos.Start(
            new OrleansSiloOptions { Name = name, Directory = ClusterDirectory.Postgres(connection, certificates), SiloPort = FreePort.Next(), GatewayPort = FreePort.Next() },
            journal, new TownDirectory(journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance);
    }

    [Fact]
    public async Task Who_comes_with_other_certificates_than_the_silos_that_live_is_told_what_to_do()
    {
        using var town = new TestAuthority(folder.Path, "town");
        using var stranger = new TestAuthority(folder.Path, "stranger");
        var connection = await cluster.CreateDatabase();
        await ClusterTables.Apply(connection, TimeProvider.System);
        var (one, two) = (Certificates(town, "one"), Certificates(town, "two"));
        await ClusterCertificates.Agree(connection, null, "silo-1", At(11)); // nobody lives: the first says what is shown
        await ClusterCertificates.Agree(connection, one, "silo-1", At(11));
        await Lives(connection, 11);
        await ClusterCertificates.Agree(connection, two, "silo-2", At(12));
        await ClusterCertificates.Check(connection, two);
        await ClusterCertificates.Agree(connection, null, "silo-1", At(11)); // the one that is listed is itself, before
        await ClusterCertificates.Agree(connection, one, "silo-1", At(11));

        foreach (var coming in new[] { () => ClusterCertificates.Agree(connection, null, "silo-2", At(12)), () => ClusterCertificates.Check(connection, null) })
        {
            var bare = await Assert.ThrowsAsync<CertificateException>(coming);
            Assert.StartsWith("--silo-certificate: the silos of this cluster know one another by certificates, and this process shows none: give it --silo-certificate and --silo-ca.", bare.Message);
            Assert.Contains("certificates --data FOLDER --machine NAME", bare.Message, StringComparison.Ordinal);
        }
        var other = await Assert.ThrowsAsync<CertificateException>(() => ClusterCertificates.Agree(connection, Certificates(stranger, "three"), "silo-2", At(12)));
        Assert.StartsWith("--silo-ca: the silos of this cluster trust another authority", other.Message);

        await PostgresCluster.Scalar(connection, "update cluster_certificates set authority = ''");
        var proud = await Assert.ThrowsAsync<CertificateException>(() => ClusterCertificates.Agree(connection, two, "silo-2", At(12)));
        Assert.StartsWith("--silo-certificate: the silos of this cluster show one another no certificates", proud.Message);
        await PostgresCluster.Scalar(connection, "delete from cluster_certificates");
        await ClusterCertificates.Check(connection, two); // of silos of a release before nobody knows
        await PostgresCluster.Scalar(connection, "update cluster_member set alive_at = now() - interval '16 seconds'");
        await ClusterCertificates.Agree(connection, null, "silo-2", At(12));

        static System.Net.IPEndPoint At(int port) => new(System.Net.IPAddress.Loopback, port);

        static async Task Lives(string connection, int port)
        {
            await PostgresCluster.Scalar(connection, "insert into cluster_version (cluster) values ('realtimegov') on conflict do nothing");
            await PostgresCluster.Scalar(
                connection,
                $"insert into cluster_member (cluster, address, port, generation, silo, host, status, proxy_port, started_at, alive_at) values ('realtimegov', '127.0.0.1', {port}, 1, 'silo-1', 'h', 3, 0, now(), now())");
        }
    }

    private static SiloCertificates Certificates(TestAuthority authority, string name) =>
        SiloCertificates.Load(authority.Sign(name), null, authority.File, TimeProvider.System);

    private static string Refusal(string certificate, string? password, string authority, TimeSpan? later = null) =>
        Assert.Throws<CertificateException>(() => SiloCertificates.Load(certificate, password, authority, new Later(later ?? TimeSpan.Zero))).Message;

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
