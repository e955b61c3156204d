using System.Net;
using Npgsql;

namespace RealtimeGov.Cluster.Security;

/// <summary>
/// What the cluster's silos show one another, as its tables say. Whoever comes with something else could reach nobody, and would
/// wait for it without a word: it is refused before it begins, with what to do.
/// </summary>
public static class ClusterCertificates
{
    private const string Others = """
        select exists (select from cluster_member
          where cluster = $1 and status = 3 and alive_at > now() - interval '15 seconds'
            and not (address = $2 and port = $3))
        """;

    /// <summary>A silo's: what it shows becomes the cluster's where no other silo lives.</summary>
    /// <param name="certificates">Null where it shows none.</param>
    /// <param name="at">The silo's own address: one that is listed there is its predecessor.</param>
    /// <exception cref="CertificateException">The silos that live show something else; the message says what to do.</exception>
    public static async Task Agree(string connectionString, SiloCertificates? certificates, string name, IPEndPoint at, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await Open(connection, cancellation);
        await using var others = Command(connection, Others, ClusterDirectory.ClusterId, at.Address.ToString(), at.Port);
        if ((bool)(await others.ExecuteScalarAsync(cancellation))!)
        {
            Compare(await Shown(connection, cancellation), certificates);
            return;
        }
        await using var set = Command(
            connection,
            "insert into cluster_certificates (cluster, authority, set_by, set_at) values ($1, $2, $3, now()) on conflict (cluster) do update set authority = excluded.authority, set_by = excluded.set_by, set_at = excluded.set_at",
            ClusterDirectory.ClusterId, Written(certificates), name);
        await set.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>A gateway's: it only compares.</summary>
    /// <inheritdoc cref="Agree"/>
    public static async Task Check(string connectionString, SiloCertificates? certificates, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await Open(connection, cancellation);
        await using var others = Command(connection, Others, ClusterDirectory.ClusterId, "", 0);
        if ((bool)(await others.ExecuteScalarAsync(cancellation))!) Compare(await Shown(connection, cancellation), certificates);
    }

    // Of silos of a release before nobody knows.
    private static void Compare(string? shown, SiloCertificates? certificates)
    {
        if (shown is null) return;
        var (theirs, ours) = (shown.Split(' ', StringSplitOptions.RemoveEmptyEntries), certificates?.AuthorityPrints ?? []);
        if (theirs.Length > 0 && ours.Count == 0)
            throw new CertificateException(CertificateException.Certificate,
                "the silos of this cluster know one another by certificates, and this process shows none: give it --silo-certificate and --silo-ca. Where the town's data folder is, run RealtimeGov.Gateway.Host certificates --data FOLDER --machine NAME, and bring silo-certificate-NAME.pem and silo-ca.pem here.");
        if (theirs.Length == 0 && ours.Count > 0)
            throw new CertificateException(CertificateException.Certificate,
                "the silos of this cluster show one another no certificates, and would not be understood: start this process without, or stop them all and start each with its certificate.");
        if (theirs.Length > 0 && !theirs.Intersect(ours, StringComparer.Ordinal).Any())
            throw new CertificateException(CertificateException.Authority,
                "the silos of this cluster trust another authority: bring the town's silo-ca.pem here, with a certificate that it signed.");
    }

    private static string Written(SiloCertificates? certificates) => string.Join(' ', certificates?.AuthorityPrints ?? []);

    private static async Task<string?> Shown(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = Command(connection, "select authority from cluster_certificates where cluster = $1", ClusterDirectory.ClusterId);
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    private static async Task Open(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try { await connection.OpenAsync(cancellation); }
        catch (NpgsqlException e) { throw new ClusterStartException($"the cluster's certificates cannot be compared: {e.Message}", e); }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
