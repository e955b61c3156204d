using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc.Tests.Wire;

public sealed class TimeoutTextTests
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("250m", 2_500_000)]
    [InlineData("7u", 70)]
    [InlineData("299n", 2)]
    [InlineData("0n", 0)]
    [InlineData("99999999S", 999_999_990_000_000)]
    public void Every_unit_is_read(string text, long ticks)
    {
        Assert.True(TimeoutText.TryParse(text, out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1.5S")]
    [InlineData("123456789n")]
    public void What_is_no_timeout_is_refused(string text) => Assert.False(TimeoutText.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0n")]
    [InlineData(-5, "0n")]
    [InlineData(1, "1u")]
    [InlineData(10, "1u")]
    [InlineData(2_500_000, "250000u")]
    [InlineData(999_999_990, "99999999u")]
    [InlineData(999_999_991, "100000m")]
    [InlineData(36_000_000_000, "3600000m")]
    [InlineData(long.MaxValue, "99999999H")]
    public void The_finest_unit_that_fits_is_written_rounded_up(long ticks, string text) =>
        Assert.Equal(text, TimeoutText.Format(TimeSpan.FromTicks(ticks)));
}
