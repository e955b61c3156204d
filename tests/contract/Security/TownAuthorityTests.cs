using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using RealtimeGov.Cluster.Security;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Security;

/// <summary>A cluster's own authority: made once, trusted by its own silos and nobody else's, its files the server's user's alone.</summary>
[Trait("lane", "trust")]
[UnsupportedOSPlatform("windows")]
public sealed class TownAuthorityTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_it_makes_silos_take_and_it_is_made_once()
    {
        var (certificate, authority) = TownAuthority.Prepare(folder.File("data"), null, TimeProvider.System);
        SiloCertificates.Load(certificate, null, authority, TimeProvider.System);
        var before = (File.ReadAllText(certificate), File.ReadAllText(authority));
        Assert.Equal((certificate, authority), TownAuthority.Prepare(folder.File("data"), null, TimeProvider.System));
        Assert.Equal(before, (File.ReadAllText(certificate), File.ReadAllText(authority)));
        Assert.All(Directory.GetFiles(folder.File("data")), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Another_machine_s_certificate_is_signed_by_the_same_authority()
    {
        var (first, authority) = TownAuthority.Prepare(folder.Path, null, TimeProvider.System);
        var (second, _) = TownAuthority.Prepare(folder.Path, "hall-2", TimeProvider.System);
        Assert.NotEqual(first, second);
        SiloCertificates.Load(second, null, authority, TimeProvider.System);
    }

    [Fact]
    public void Another_town_s_certificate_is_not_trusted()
    {
        var (_, authority) = TownAuthority.Prepare(folder.File("a"), null, TimeProvider.System);
        var (foreign, _) = TownAuthority.Prepare(folder.File("b"), null, TimeProvider.System);
        Assert.Contains("is not signed by the authority", Assert.Throws<CertificateException>(() => SiloCertificates.Load(foreign, null, authority, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_is_about_to_end_is_made_anew_and_the_authority_stays()
    {
        var (certificate, authority) = TownAuthority.Prepare(folder.Path, null, TimeProvider.System);
        var (before, ca) = (NotAfter(certificate), File.ReadAllText(authority));
        TownAuthority.Prepare(folder.Path, null, new Later(TownAuthority.CertificateTime - TownAuthority.RenewedBefore + TimeSpan.FromDays(1)));
        Assert.True(NotAfter(certificate) > before);
        Assert.Equal(ca, File.ReadAllText(authority));
    }

    [Fact]
    public void An_authority_without_its_key_signs_nothing_and_says_what_to_do()
    {
        TownAuthority.Prepare(folder.Path, null, TimeProvider.System);
        File.Delete(folder.File(TownAuthority.KeyName));
        Assert.Contains("bring it back from a backup", Assert.Throws<InvalidDataException>(() => TownAuthority.Prepare(folder.Path, null, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    private static DateTime NotAfter(string file)
    {
        using var certificate = X509Certificate2.CreateFromPemFile(file);
        return certificate.NotAfter;
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
