using RealtimeGov.Devices.Sending;

namespace RealtimeGov.Devices.Tests.Sending;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0.0, new[] { 50, 100, 200, 400, 500, 500 })]
    [InlineData(1.0, new[] { 100, 200, 400, 800, 1000, 1000 })]
    public void Waits_double_to_a_bound_and_vary_by_half(double random, int[] milliseconds)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), () => random);

        Assert.Equal(milliseconds, milliseconds.Select(_ => (int)backoff.Next().TotalMilliseconds));
    }

    [Fact]
    public void After_a_reset_it_begins_anew()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), () => 1);
        backoff.Next();
        backoff.Next();

        backoff.Reset();

        Assert.Equal(100, backoff.Next().TotalMilliseconds);
    }

    [Fact]
    public void A_million_attempts_do_not_overflow()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), () => 1);

        Assert.Equal(TimeSpan.FromSeconds(10), backoff.After(1_000_000));
    }
}
