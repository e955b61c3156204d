using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RealtimeGov.Contract.Tests.Security;

/// <summary>A town's own authority, whose files lie in a test's folder.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 own;
    private readonly string folder;

    public TestAuthority(string folder, string name)
    {
        this.folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        own = request.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(30));
        File = Path.Combine(folder, $"{name}.pem");
        System.IO.File.WriteAllText(File, own.ExportCertificatePem());
    }

    public string File { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A certificate with its key, as PKCS#12.</summary>
    /// <param name="validUntil">Days from now.</param>
    public string Sign(string name, string? password = null, int validUntil = 10)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        using var signed = request.Create(own, Now.AddDays(-1), Now.AddDays(validUntil), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        var file = Path.Combine(folder, $"{name}.pfx");
        System.IO.File.WriteAllBytes(file, whole.Export(X509ContentType.Pkcs12, password));
        return file;
    }

    public void Dispose() => own.Dispose();
}
