using System.Threading.RateLimiting;

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

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> addresses = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => Bucket(OfAddressMax, OfAddressPerMinute)));

    private readonly TokenBucketRateLimiter all = new(Bucket(OfAllMax, OfAllPerMinute));

    /// <summary>Null where one more may be sent, which is counted then; else the seconds to wait.</summary>
    public int? SecondsToWait(string address)
    {
        using var own = addresses.AttemptAcquire(address);
        if (!own.IsAcquired) return Seconds(own);
        using var any = all.AttemptAcquire();
        return any.IsAcquired ? null : Seconds(any);
    }

    public void Dispose()
    {
        addresses.Dispose();
        all.Dispose();
    }

    private static int Seconds(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : (int)Minute.TotalSeconds;

    private static TokenBucketRateLimiterOptions Bucket(int most, int perMinute) => new()
    {
        TokenLimit = most, TokensPerPeriod = perMinute, ReplenishmentPeriod = Minute, QueueLimit = 0, AutoReplenishment = true,
    };
}
