using RealtimeGov.Devices.Transport;

namespace RealtimeGov.Devices.Tests.Transport;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0.0, new[] { 100, 100, 100, 100, 100, 100 })]
    [InlineData(0.5, new[] { 150, 250, 450, 550, 550, 550 })]
    [InlineData(1.0, new[] { 200, 400, 800, 1000, 1000, 1000 })]
    public void Waits_are_anywhere_from_the_shortest_to_a_ceiling_that_doubles(double random, int[] milliseconds)
    {
        var backoff = Make(() => random);

        Assert.Equal(milliseconds, milliseconds.Select(_ => (int)backoff.Next().TotalMilliseconds));
    }

    [Fact]
    public void A_thousand_devices_come_back_spread_over_the_whole_wait()
    {
        var random = new Random(1);
        var waits = Enumerable.Range(0, 1000).Select(_ => Make(random.NextDouble).After(10).TotalMilliseconds).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, 100, 1000));
        Assert.All(Enumerable.Range(0, 9), tenth => Assert.InRange(waits.Count(wait => (int)((wait - 100) / 100) == tenth), 70, 160));
    }

    [Fact]
    public void After_a_reset_it_begins_anew()
    {
        var backoff = Make(() => 1);
        backoff.Next();
        backoff.Next();

        backoff.Reset();

        Assert.Equal(200, backoff.Next().TotalMilliseconds);
    }

    [Fact]
    public void A_million_attempts_do_not_overflow()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), Make(() => 1).After(1_000_000));
    }

    private static Backoff Make(Func<double> random) => new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), random);
}
