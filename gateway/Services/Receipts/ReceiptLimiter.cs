using System.Threading.RateLimiting;

namespace RealtimeGov.Gateway.Receipts;

/// <summary>
/// How often codes may be tried. 80 bits are not guessed; what is bounded is what strangers cost. A wrong code costs more than a
/// right one, so that a village hall behind one address is not shut out by its own slips.
/// </summary>
public sealed class ReceiptLimiter : IDisposable
{
    /// <summary>Calls from one address, then as many more each minute.</summary>
    public const int CallsMax = 120;

    /// <summary>Codes from one address that are none, then two more each minute.</summary>
    public const int WrongMax = 20;

    private const int WrongPerMinute = 2;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> calls = Of(CallsMax, CallsMax);
    private readonly PartitionedRateLimiter<string> wrong = Of(WrongMax, WrongPerMinute);

    /// <summary>Null where it may be tried; else the seconds to wait.</summary>
    public int? SecondsToWait(string address)
    {
        using var call = calls.AttemptAcquire(address);
        if (!call.IsAcquired) return Seconds(call);
        using var left = wrong.AttemptAcquire(address, permitCount: 0); // looks, takes none
        return left.IsAcquired ? null : Seconds(left);
    }

    /// <summary>It was no code.</summary>
    public void WasWrong(string address) => wrong.AttemptAcquire(address).Dispose();

    public void Dispose()
    {
        calls.Dispose();
        wrong.Dispose();
    }

    private static int Seconds(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : (int)Minute.TotalSeconds;

    private static PartitionedRateLimiter<string> Of(int most, int perMinute) => PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = most, TokensPerPeriod = perMinute, ReplenishmentPeriod = Minute, QueueLimit = 0, AutoReplenishment = true,
        }));
}
