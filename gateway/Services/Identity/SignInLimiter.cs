using System.Threading.RateLimiting;
using Microsoft.Extensions.Caching.Memory;
using RealtimeGov.Gateway.Security;

namespace RealtimeGov.Gateway.Identity;

/// <summary>
/// How often may be tried to sign in: from one address as one person, from one address as anybody, and as one person from
/// all addresses together. The last would let a stranger lock a leader out, so an address from which that person has
/// signed in before is not counted there.
/// </summary>
public sealed class SignInLimiter : IDisposable
{
    /// <summary>Tries of one person from one address, then one more each minute.</summary>
    public const int TriesPerPersonMax = 10;

    /// <summary>Tries from one address over all persons, then ten more each minute: an office behind one address signs in each morning.</summary>
    public const int TriesPerAddressMax = 100;

    /// <summary>Tries of one person from all addresses that are new to that person, then three more each minute.</summary>
    public const int TriesFromStrangersMax = 30;

    private const int FamiliarMax = 20_000;
    private static readonly TimeSpan FamiliarFor = TimeSpan.FromDays(30);

    private readonly PartitionedRateLimiter<(string Address, string Person)> here = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<(string Address, string Person), (string, string)>(by => RateLimitPartition.GetTokenBucketLimiter(by, _ => TokenBuckets.EachMinute(TriesPerPersonMax, 1))),
        PartitionedRateLimiter.Create<(string Address, string Person), string>(by => RateLimitPartition.GetTokenBucketLimiter(by.Address, _ => TokenBuckets.EachMinute(TriesPerAddressMax, 10))));

    private readonly PartitionedRateLimiter<string> strangers =
        PartitionedRateLimiter.Create<string, string>(person => RateLimitPartition.GetTokenBucketLimiter(person, _ => TokenBuckets.EachMinute(TriesFromStrangersMax, 3)));

    private readonly MemoryCache familiar = new(new MemoryCacheOptions { SizeLimit = FamiliarMax });

    /// <summary>Null where it may be tried; else the seconds to wait.</summary>
    public int? SecondsToWait(string address, string person)
    {
        using var lease = here.AttemptAcquire((address, person));
        if (!lease.IsAcquired) return TokenBuckets.SecondsToWait(lease);
        if (familiar.TryGetValue((address, person), out _)) return null;
        using var ofAll = strangers.AttemptAcquire(person);
        return ofAll.IsAcquired ? null : TokenBuckets.SecondsToWait(ofAll);
    }

    /// <summary>That person has signed in from there.</summary>
    public void Succeeded(string address, string person) =>
        familiar.Set((address, person), true, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = FamiliarFor });

    public void Dispose()
    {
        here.Dispose();
        strangers.Dispose();
        familiar.Dispose();
    }
}
