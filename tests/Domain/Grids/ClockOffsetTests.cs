using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class ClockOffsetTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(30_000, 0)]
    [InlineData(-30_000, 0)]
    [InlineData(30_001, 30_001)]
    [InlineData(-30_001, -30_001)]
    [InlineData(86_400_000, 86_400_000)]
    public void Above_thirty_seconds_it_is_corrected(long offsetMs, long appliedMs)
    {
        var sentUs = Samples.NowUs - offsetMs * 1_000;
        var check = Samples.Check(Samples.ObservedAt(sentUs), Samples.Context with { ClockOffsetMs = offsetMs, AcceptLateDays = 7 });
        Assert.Null(check.Fault);
        Assert.Equal(new ReportTime(sentUs + appliedMs * 1_000, appliedMs, Samples.Today), check.Time);
    }

    [Fact]
    public void An_import_s_time_is_never_corrected()
    {
        var sentUs = Samples.NowUs - Instant.HourUs;
        var report = Samples.ObservedAt(sentUs);
        report.Origin = Origin.Import;
        var check = Samples.Check(report, Samples.Context with { ClockOffsetMs = 3_600_000 });
        Assert.Equal(new ReportTime(sentUs, 0, Samples.Today), check.Time);
    }

    [Fact]
    public void The_corrected_time_is_the_one_that_is_checked()
    {
        // A device ten minutes slow that says "now" means ten minutes ahead; one that is fast is not ahead.
        Assert.Equal("observed_ahead", Samples.Check(Samples.ObservedAt(Samples.NowUs), Samples.Context with { ClockOffsetMs = 600_000 }).Fault);
        Assert.Null(Samples.Check(Samples.ObservedAt(Samples.NowUs + 10 * Instant.MinuteUs), Samples.Context with { ClockOffsetMs = -600_000 }).Fault);
    }

    [Fact]
    public void The_corrected_time_gives_the_day()
    {
        const long midnightUs = Samples.Today * Instant.DayUs - 8 * Instant.HourUs;
        var context = Samples.Context with { ReceivedAtUs = midnightUs + Instant.MinuteUs, ClockOffsetMs = 60_000 };
        Assert.Equal(Samples.Today, Samples.Check(Samples.ObservedAt(midnightUs - Instant.MinuteUs), context).Time.Day);
        Assert.Equal(Samples.Today - 1, Samples.Check(Samples.ObservedAt(midnightUs - Instant.MinuteUs - 1), context).Time.Day);
    }

    [Theory]
    [InlineData(30_000, "")]
    [InlineData(30_001, "clock_corrected")]
    [InlineData(-30_001, "clock_corrected")]
    public void A_correction_is_told_and_journalled(long offsetMs, string note)
    {
        var decision = new JournaledGrid().Receive(Samples.ObservedAt(Samples.NowUs - Instant.HourUs), Samples.Context with { ClockOffsetMs = offsetMs });
        Assert.Equal(note, decision.Receipt.Reason);
        Assert.Equal(note, decision.Event!.Accepted.Note);
        Assert.Equal(note.Length > 0 ? offsetMs : 0, decision.Event.Accepted.ClockOffsetMs);
    }

    [Fact]
    public void Both_times_can_be_read_from_the_event() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(-7_200_000, 7_200_000).ToArbitrary(), Gen.Choose(0, 1_000_000_000).ToArbitrary(), (offsetMs, agoUs) =>
        {
            var sentUs = Samples.NowUs - 2 * Instant.HourUs - agoUs;
            var decision = new JournaledGrid().Receive(Samples.ObservedAt(sentUs), Samples.Context with { ClockOffsetMs = offsetMs });
            var e = decision.Event!.Accepted;
            return e.ObservedAtUs - e.ClockOffsetMs * 1_000 == sentUs && e.ClockOffsetMs == (Math.Abs(offsetMs) > 30_000 ? offsetMs : 0);
        }));
}
