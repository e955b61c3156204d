using System.Threading.RateLimiting;
using RealtimeGov.Gateway.Security;

namespace RealtimeGov.Gateway.Residents;

/// <summary>
/// How many reports people without an account may send. From one address as many as a family sends, or a village hall or
/// telephone network behind one address; from all together no more than a desk can read.
/// </summary>
public sealed class ResidentLimiter : IDisposable
{
    /// <summary>From one address at once, then so many each minute.</summary>
    public const int OfAddressMax = 10, OfAddressPerMinute = 4;

    /// <summary>From everybody at once, then so many each minute.</summary>
    public const int OfAllMax = 300, OfAllPerMinute = 30;

    private readonly PartitionedRateLimiter<string> addresses = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => TokenBuckets.EachMinute(OfAddressMax, OfAddressPerMinute)));

    private readonly TokenBucketRateLimiter all = new(TokenBuckets.EachMinute(OfAllMax, OfAllPerMinute));

    /// <summary>Null where one more may be sent, which is counted then; else the seconds to wait.</summary>
    public int? SecondsToWait(string address)
    {
        using var own = addresses.AttemptAcquire(address);
        if (!own.IsAcquired) return TokenBuckets.SecondsToWait(own);
        using var any = all.AttemptAcquire();
        return any.IsAcquired ? null : TokenBuckets.SecondsToWait(any);
    }

    public void Dispose()
    {
        addresses.Dispose();
        all.Dispose();
    }
}
