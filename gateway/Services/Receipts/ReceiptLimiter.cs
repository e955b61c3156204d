using System.Threading.RateLimiting;
using RealtimeGov.Gateway.Security;

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

    private readonly PartitionedRateLimiter<string> calls = Of(CallsMax, CallsMax);
    private readonly PartitionedRateLimiter<string> wrong = Of(WrongMax, WrongPerMinute);

    /// <summary>Null where it may be tried; else the seconds to wait.</summary>
    public int? SecondsToWait(string address)
    {
        using var call = calls.AttemptAcquire(address);
        if (!call.IsAcquired) return TokenBuckets.SecondsToWait(call);
        // Looks, and takes none. Asked for none, a bucket gives as long as a part of a try has flowed in, which is always.
        return wrong.GetStatistics(address) is { CurrentAvailablePermits: < 1 } ? 60 / WrongPerMinute : null;
    }

    /// <summary>It was no code.</summary>
    public void WasWrong(string address) => wrong.AttemptAcquire(address).Dispose();

    public void Dispose()
    {
        calls.Dispose();
        wrong.Dispose();
    }

    private static PartitionedRateLimiter<string> Of(int most, int perMinute) => PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => TokenBuckets.EachMinute(most, perMinute)));
}
