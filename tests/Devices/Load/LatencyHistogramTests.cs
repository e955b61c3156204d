using RealtimeGov.Devices.Load;

namespace RealtimeGov.Devices.Tests.Load;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Quantiles_are_at_most_a_64th_too_high_and_never_too_low()
    {
        var histogram = new LatencyHistogram();
        for (var micros = 1; micros <= 100_000; micros++)
            histogram.Add(TimeSpan.FromMicroseconds(micros));

        foreach (var share in new[] { 0.001, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999 })
        {
            var exact = Math.Ceiling(share * 100_000);
            Assert.InRange(histogram.Quantile(share).TotalMicroseconds, exact, exact * (1 + (1 / 64.0)));
        }

        Assert.Equal(TimeSpan.FromMicroseconds(100_000), histogram.Max);
        Assert.Equal(histogram.Max, histogram.Quantile(1));
    }

    [Fact]
    public void Small_ones_are_exact()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMicroseconds(7), times: 3);
        histogram.Add(TimeSpan.FromMicroseconds(100));

        Assert.Equal((7, 100), (histogram.Quantile(0.75).TotalMicroseconds, histogram.Quantile(0.76).TotalMicroseconds));
    }

    [Fact]
    public void Nothing_and_too_much_are_no_errors()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal(TimeSpan.Zero, histogram.Quantile(0.99));

        histogram.Add(TimeSpan.FromDays(100));
        Assert.Equal(TimeSpan.FromDays(100), histogram.Max);
        Assert.True(histogram.Quantile(0.5) > TimeSpan.FromDays(12));
    }
}
