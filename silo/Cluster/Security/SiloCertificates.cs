using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;
using Orleans.Hosting;

namespace RealtimeGov.Cluster.Security;

/// <summary>
/// What silos and gateways show one another where they talk over a network: each a certificate that the town's own
/// authority signed. Whoever has none can call no grain. Host names are not compared: the authority signs nobody else.
/// </summary>
public sealed class SiloCertificates
{
    private const string Pem = "-----BEGIN";

    /// <summary>TLS wants a name for the other end; any will do.</summary>
    private const string TargetHost = "realtimegov";

    private readonly X509Certificate2 own;
    private readonly X509Certificate2Collection authorities;

    private SiloCertificates(X509Certificate2 own, X509Certificate2Collection authorities) => (this.own, this.authorities) = (own, authorities);

    /// <summary>Reads and checks them.</summary>
    /// <param name="certificateFile">PKCS#12, or PEM with its private key.</param>
    /// <param name="passwordFile">Null where the file has no password; a line end at its end is not part of the password.</param>
    /// <param name="authorityFile">The authority's certificate, or several, in PEM or DER.</param>
    /// <exception cref="CertificateException">Begins with the option that names the file, and says what is wrong.</exception>
    public static SiloCertificates Load(string certificateFile, string? passwordFile, string authorityFile, TimeProvider time)
    {
        var password = passwordFile is null ? null : Read(CertificateException.PasswordFile, passwordFile, File.ReadAllText).TrimEnd('\r', '\n');
        var own = Read(CertificateException.Certificate, certificateFile, file => LoadOwn(file, password));
        if (!own.HasPrivateKey) throw new CertificateException(CertificateException.Certificate, $"{certificateFile} holds no private key");
        var now = time.GetUtcNow();
        if (now > own.NotAfter || now < own.NotBefore)
            throw new CertificateException(CertificateException.Certificate, $"{certificateFile} is valid from {own.NotBefore:u} to {own.NotAfter:u}, and not now. Have the town's authority sign a new one.");
        var authorities = Read(CertificateException.Authority, authorityFile, LoadAuthorities);
        var certificates = new SiloCertificates(own, authorities);
        return certificates.IsSigned(own)
            ? certificates
            : throw new CertificateException(CertificateException.Certificate, $"{certificateFile} is not signed by the authority in {authorityFile}: the other silos would refuse it");
    }

    /// <summary>SHA-256 of each authority that is trusted, in order.</summary>
    internal IReadOnlyList<string> AuthorityPrints => [.. authorities.Select(one => one.GetCertHashString(HashAlgorithmName.SHA256)).Order(StringComparer.Ordinal)];

    internal void Protect(ISiloBuilder silo) => silo.UseTls(Ask);

    internal void Protect(IClientBuilder client) => client.UseTls(Ask);

    /// <summary>True of a certificate that one of the authorities signed, and that is valid now.</summary>
    internal bool IsSigned(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // the town's own authority publishes no list
        return chain.Build(certificate);
    }

    private void Ask(TlsOptions tls)
    {
        tls.LocalCertificate = own;
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (certificate, _, _) => IsSigned(certificate);
        tls.CheckCertificateRevocation = false;
        tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = TargetHost;
    }

    private static X509Certificate2 LoadOwn(string file, string? password)
    {
        if (!File.ReadAllText(file).Contains(Pem, StringComparison.Ordinal)) return X509CertificateLoader.LoadPkcs12FromFile(file, password);
        return password is null ? X509Certificate2.CreateFromPemFile(file) : X509Certificate2.CreateFromEncryptedPemFile(file, password);
    }

    private static X509Certificate2Collection LoadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        if (File.ReadAllText(file).Contains(Pem, StringComparison.Ordinal)) authorities.ImportFromPemFile(file);
        else authorities.Add(X509CertificateLoader.LoadCertificateFromFile(file));
        return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate");
    }

    private static T Read<T>(string option, string file, Func<string, T> read)
    {
        try { return read(file); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CertificateException(option, $"{file} cannot be read: {e.Message}");
        }
    }
}

/// <summary>A file of <see cref="SiloCertificates"/> is missing or wrong; the message begins with its option.</summary>
public sealed class CertificateException(string option, string why) : Exception($"{option}: {why}")
{
    public const string Certificate = "--silo-certificate";
    public const string PasswordFile = "--silo-certificate-password-file";
    public const string Authority = "--silo-ca";
}
