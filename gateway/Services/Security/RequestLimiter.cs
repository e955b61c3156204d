using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Security;

/// <summary>
/// How many requests one caller may make: by who they are where that is known, else by address. The machine itself is not
/// counted: its own screens and tools come from there, and so does everybody behind a proxy that was not named.
/// </summary>
public sealed class RequestLimiter : IDisposable
{
    /// <summary>Requests of one address at once, then so many more each second: an office of some dozen screens and desks.</summary>
    public const int OfAddressMax = 600, OfAddressPerSecond = 100;

    /// <summary>The same of one person or device. A stream is one request, whatever goes through it.</summary>
    public const int OfCallerMax = 300, OfCallerPerSecond = 30;

    private readonly PartitionedRateLimiter<string> addresses = Limiter(OfAddressMax, OfAddressPerSecond);
    private readonly PartitionedRateLimiter<string> callers = Limiter(OfCallerMax, OfCallerPerSecond);

    /// <summary>Null where the address may go on; else the seconds to wait.</summary>
    public int? SecondsToWait(IPAddress? address) => address is null || IPAddress.IsLoopback(address) ? null : Ask(addresses, address.ToString());

    /// <inheritdoc cref="SecondsToWait(IPAddress?)"/>
    public int? SecondsToWait(Caller caller) => caller.IsRevocable ? Ask(callers, $"{caller.Kind} {caller.Id}") : null;

    public void Dispose()
    {
        addresses.Dispose();
        callers.Dispose();
    }

    internal static ApiException TooMany(int seconds) => new(StatusCodes.Status429TooManyRequests,
        new ApiError("too_many_requests", $"Too many requests. Try again in {seconds} s.", $"请求过多，请 {seconds} 秒后再试。")) { RetryAfterS = seconds };

    private static int? Ask(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired ? null : TokenBuckets.SecondsToWait(lease);
    }

    private static PartitionedRateLimiter<string> Limiter(int most, int perSecond) =>
        PartitionedRateLimiter.Create<string, string>(who =>
            RateLimitPartition.GetTokenBucketLimiter(who, _ => TokenBuckets.Each(TimeSpan.FromSeconds(1), most, perSecond)));
}

/// <summary>Stands before everything that costs: an address that asks too often is told to wait.</summary>
internal sealed class AddressLimit(RequestDelegate next, RequestLimiter limiter)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (limiter.SecondsToWait(http.Connection.RemoteIpAddress) is not { } seconds) return next(http);
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return RequestGuard.Refuse(http, RequestLimiter.TooMany(seconds), RequestGuard.ResourceExhausted);
    }
}

/// <summary>Behind the permissions, where it is known who asks.</summary>
internal sealed class CallerLimit(RequestDelegate next, RequestLimiter limiter)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (limiter.SecondsToWait(http.Caller()) is not { } seconds) return next(http);
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return RequestGuard.Refuse(http, RequestLimiter.TooMany(seconds), RequestGuard.ResourceExhausted);
    }
}
