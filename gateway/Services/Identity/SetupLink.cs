using System.Security.Cryptography;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>
/// The way in for the first administrator, where there is no default password: a link that each start makes until somebody
/// can sign in, good once, for fifteen minutes, from this machine. It makes one security administrator, who registers
/// everybody else.
/// </summary>
public sealed class SetupLink(TimeProvider time)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private byte[]? hash;
    private DateTimeOffset until;

    /// <summary>A new secret, which replaces the one before; in a link it stands in the fragment, which no server or proxy logs.</summary>
    public string Renew()
    {
        var secret = Secrets.NewToken();
        lock (gate) (hash, until) = (Secrets.Hash(secret), time.GetUtcNow() + GoodFor);
        return secret;
    }

    /// <summary>True once, for the right secret in time.</summary>
    public bool TryUse(string secret)
    {
        lock (gate)
        {
            if (hash is null || time.GetUtcNow() > until || !CryptographicOperations.FixedTimeEquals(hash, Secrets.Hash(secret))) return false;
            hash = null;
            return true;
        }
    }

    /// <summary>What was used came to nothing: it is good again, as long as it was.</summary>
    public void GiveBack(string secret)
    {
        lock (gate) hash ??= Secrets.Hash(secret);
    }

    /// <summary>The grant of the first person at the root region.</summary>
    public static Grant First(string root) => new() { Role = "security_admin", Region = root };
}
