using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Tests.Identity;

[Trait("lane", "trust")]
public sealed class SignInLimiterTests
{
    [Fact]
    public void NobodyElsewhereLocksALeaderOut()
    {
        using var limiter = new SignInLimiter();
        Assert.Null(limiter.SecondsToWait("10.0.0.1", "leader"));
        limiter.Succeeded("10.0.0.1", "leader");

        for (var tries = 0; tries < 500; tries++) limiter.SecondsToWait($"192.0.2.{tries % 250}", "leader");

        Assert.NotNull(limiter.SecondsToWait("198.51.100.1", "leader"));
        Assert.Null(limiter.SecondsToWait("10.0.0.1", "leader"));
    }

    [Fact]
    public void OneAddressTriesNoTownThrough()
    {
        using var limiter = new SignInLimiter();
        var tried = Enumerable.Range(0, 1_000).Count(person => limiter.SecondsToWait("192.0.2.1", $"p-{person}") is null);
        Assert.Equal(SignInLimiter.TriesPerAddressMax, tried);
        Assert.Null(limiter.SecondsToWait("192.0.2.2", "p-1"));
    }

    [Fact]
    public void ManyAddressesTryOnePersonNoFasterThanThat()
    {
        using var limiter = new SignInLimiter();
        Assert.Equal(SignInLimiter.TriesFromStrangersMax, Enumerable.Range(0, 1_000).Count(n => limiter.SecondsToWait($"a-{n}", "leader") is null));
    }
}
