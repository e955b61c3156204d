using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Domain.Time;

namespace RealtimeGov.Domain.Tests.Time;

public sealed class InstantTests
{
    [Fact]
    public void Units_are_microseconds()
    {
        Assert.Equal(86_400_000_000, Instant.DayUs);
        Assert.Equal(0, Instant.From(DateTimeOffset.UnixEpoch));
        Assert.Equal(1_465_807_200_000_001, Instant.From(new DateTimeOffset(2016, 6, 13, 16, 40, 0, TimeSpan.FromHours(8)).AddTicks(10)));
        Assert.Equal(new DateTimeOffset(2016, 6, 13, 8, 40, 0, TimeSpan.Zero), Instant.ToDateTimeOffset(1_465_807_200_000_000));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 999, 1_000_000)]
    [InlineData(1, 1_000, 1_000_001)]
    [InlineData(1, 999_999_999, 1_999_999)]
    [InlineData(-1, 999_999_999, -1)]
    [InlineData(-62_135_596_800, 0, -62_135_596_800_000_000)]
    [InlineData(253_402_300_799, 999_999_999, 253_402_300_799_999_999)]
    public void A_timestamp_is_read_to_the_microsecond_below(long seconds, int nanos, long us)
    {
        Assert.True(Instant.TryFrom(new Timestamp { Seconds = seconds, Nanos = nanos }, out var read));
        Assert.Equal(us, read);
    }

    [Theory]
    [InlineData(-62_135_596_801, 0)]
    [InlineData(253_402_300_800, 0)]
    [InlineData(long.MinValue, 0)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 1_000_000_000)]
    [InlineData(0, int.MinValue)]
    public void A_timestamp_off_the_calendar_is_not_read(long seconds, int nanos)
    {
        Assert.False(Instant.TryFrom(new Timestamp { Seconds = seconds, Nanos = nanos }, out var read));
        Assert.Equal(0, read);
    }

    [Fact]
    public void An_instant_comes_back_from_a_timestamp() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), Gen.Choose(0, 999_999).ToArbitrary(), (seconds, us) =>
        {
            var instant = seconds * Instant.SecondUs + us;
            return Instant.TryFrom(Instant.ToTimestamp(instant), out var read) && read == instant
                && Instant.From(Instant.ToDateTimeOffset(instant)) == instant;
        }));
}
