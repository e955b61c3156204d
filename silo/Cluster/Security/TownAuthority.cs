using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Cluster.Security;

/// <summary>
/// The town's own authority, in its data folder: it signs what silos and gateways show one another, and nobody else trusts it.
/// Made once; a certificate that is about to end is made anew.
/// </summary>
public static class TownAuthority
{
    /// <summary>The authority's certificate, for `--silo-ca`; and its key, with which further machines' certificates are signed.</summary>
    public const string AuthorityName = "silo-ca.pem", KeyName = "silo-ca-key.pem";

    /// <summary>A certificate with its key, for `--silo-certificate`.</summary>
    public const string CertificateName = "silo-certificate.pem";

    public static readonly TimeSpan AuthorityTime = TimeSpan.FromDays(3_650), CertificateTime = TimeSpan.FromDays(398);

    /// <summary>So long before its end a certificate is made anew, at a start.</summary>
    public static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(60);

    /// <summary>Clocks of a town's machines differ.</summary>
    private static readonly TimeSpan Backdated = TimeSpan.FromHours(1);

    private const string ServerUse = "1.3.6.1.5.5.7.3.1", ClientUse = "1.3.6.1.5.5.7.3.2";

    /// <summary>Makes what is missing in the folder.</summary>
    /// <param name="name">Of the machine, where each has a certificate of its own; null: the one of the data folder.</param>
    /// <returns>The files of certificate and authority.</returns>
    /// <exception cref="InvalidDataException">One of the authority's two files is missing: without it nothing can be signed that the others trust.</exception>
    public static (string Certificate, string Authority) Prepare(string folder, string? name, TimeProvider time)
    {
        OwnersFiles.CreateFolder(folder);
        var (authorityFile, keyFile) = (Path.Combine(folder, AuthorityName), Path.Combine(folder, KeyName));
        if (File.Exists(authorityFile) != File.Exists(keyFile))
            throw new InvalidDataException($"{(File.Exists(keyFile) ? authorityFile : keyFile)} is missing: bring it back from a backup, or delete {(File.Exists(keyFile) ? keyFile : authorityFile)} too, and give every machine of the town a new certificate");
        if (!File.Exists(authorityFile)) MakeAuthority(authorityFile, keyFile, time.GetUtcNow());
        var certificateFile = Path.Combine(folder, name is null ? CertificateName : $"silo-certificate-{name}.pem");
        using var authority = X509Certificate2.CreateFromPemFile(authorityFile, keyFile);
        if (!IsGood(certificateFile, time.GetUtcNow())) Sign(authority, certificateFile, name ?? "realtimegov", time.GetUtcNow());
        return (certificateFile, authorityFile);
    }

    private static void MakeAuthority(string authorityFile, string keyFile, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=RealtimeGov town authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var authority = request.CreateSelfSigned(now - Backdated, now + AuthorityTime);
        // The key first: a certificate without it is told as one that lost it.
        Write(keyFile, key.ExportPkcs8PrivateKeyPem());
        Write(authorityFile, authority.ExportCertificatePem());
    }

    private static void Sign(X509Certificate2 authority, string file, string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerUse), new Oid(ClientUse)], critical: false));
        var until = now + CertificateTime;
        if (until > authority.NotAfter) until = authority.NotAfter;
        using var signed = request.Create(authority, now - Backdated, until, RandomNumberGenerator.GetBytes(16));
        Write(file, signed.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
    }

    private static bool IsGood(string file, DateTimeOffset now)
    {
        if (!File.Exists(file)) return false;
        using var certificate = X509Certificate2.CreateFromPemFile(file);
        return now < certificate.NotAfter - RenewedBefore;
    }

    // Whole or not there: nodes that start at once read it meanwhile.
    private static void Write(string file, string text)
    {
        var draft = $"{file}.{Environment.ProcessId}";
        OwnersFiles.WriteAllText(draft, text + "\n");
        File.Move(draft, file, overwrite: true);
    }
}
