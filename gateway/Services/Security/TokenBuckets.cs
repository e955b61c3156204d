using System.Threading.RateLimiting;

namespace RealtimeGov.Gateway.Security;

/// <summary>So many at once, then so many each period: what every limit of requests and tries is made of.</summary>
internal static class TokenBuckets
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TokenBucketRateLimiterOptions EachMinute(int most, int perMinute) => Each(Minute, most, perMinute);

    public static TokenBucketRateLimiterOptions Each(TimeSpan period, int most, int perPeriod) => new()
    {
        TokenLimit = most, TokensPerPeriod = perPeriod, ReplenishmentPeriod = period, QueueLimit = 0, AutoReplenishment = true,
    };

    /// <summary>Of a lease that was not given: when to try again.</summary>
    public static int SecondsToWait(RateLimitLease refused) =>
        refused.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : (int)Minute.TotalSeconds;
}
