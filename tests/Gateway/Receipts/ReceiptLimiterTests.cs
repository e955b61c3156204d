using RealtimeGov.Gateway.Receipts;

namespace RealtimeGov.Gateway.Tests.Receipts;

[Trait("lane", "trust")]
public sealed class ReceiptLimiterTests
{
    /// <summary>A bucket fills without a pause: while less than a whole try has come in, there is none.</summary>
    [Fact]
    public async Task S7_whoever_had_all_wrong_tries_waits_for_a_whole_one_and_others_do_not()
    {
        using var limiter = new ReceiptLimiter();
        for (var tries = 0; tries < ReceiptLimiter.WrongMax; tries++)
        {
            Assert.Null(limiter.SecondsToWait("10.0.0.1"));
            limiter.WasWrong("10.0.0.1");
        }
        var began = TimeProvider.System.GetTimestamp();
        for (var looks = 0; looks < 60 && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(5); looks++)
        {
            Assert.Equal(30, limiter.SecondsToWait("10.0.0.1"));
            for (var next = TimeProvider.System.GetElapsedTime(began) + TimeSpan.FromMilliseconds(10); TimeProvider.System.GetElapsedTime(began) < next;) await Task.Yield();
        }
        Assert.Null(limiter.SecondsToWait("10.0.0.2"));
    }
}
