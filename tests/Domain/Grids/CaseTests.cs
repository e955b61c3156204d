using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

/// <summary>Inputs that went wrong elsewhere and here, each with its right value.</summary>
[Trait("lane", "cases")]
public sealed class CaseTests
{
    private const long HourMs = 3_600_000;
    private const long MidnightUs = Samples.Today * Instant.DayUs - 8 * Instant.HourUs;

    private readonly JournaledGrid grid = new();

    [Fact]
    public void Case_02_a_call_s_offset_does_not_move_a_report_that_waited_over_midnight()
    {
        var decision = grid.Receive(Samples.ObservedAt(MidnightUs + 30 * Instant.MinuteUs), Samples.Context with { ClockOffsetMs = -2 * HourMs });
        Assert.Equal((Samples.Today, 0L), (decision.Event!.Accepted.LocalDate, decision.Receipt.CorrectedMs));
        Assert.Equal(("clock_unsure", "2024-10-04"), (decision.Receipt.Reason, decision.Receipt.CountedOn));
    }

    [Fact]
    public void Case_02_a_clock_that_is_a_month_slow_when_sending_does_not_refuse_what_was_written_right()
    {
        var decision = grid.Receive(Samples.ObservedAt(Samples.NowUs - Instant.HourUs), Samples.Context with { ClockOffsetMs = 30 * 24 * HourMs });
        Assert.Equal((Outcome.Opened, Samples.Today), (decision.Receipt.Outcome, decision.Event!.Accepted.LocalDate));
    }

    [Fact]
    public void Case_02_the_offset_at_writing_is_applied_and_the_receipt_says_by_how_much()
    {
        var report = Samples.ObservedAt(MidnightUs + 30 * Instant.MinuteUs);
        var check = ReportChecks.Check(report, Samples.Context, writtenOffsetMs: -HourMs);
        Assert.Equal(new ReportTime(MidnightUs - 30 * Instant.MinuteUs, -HourMs, Samples.Today - 1), check.Time);
        grid.State.OpenDay(RealtimeGov.Domain.Summaries.DayKey.Place(Samples.Today - 1), new RealtimeGov.Domain.Summaries.Tally());
        var receipt = GridDecider.Decide(grid.State, new RoutedReport { Report = report }, check, Samples.Context).Receipt;
        Assert.Equal((-HourMs, "2024-10-03", "clock_corrected"), (receipt.CorrectedMs, receipt.CountedOn, receipt.Reason));
    }

    [Theory]
    [InlineData("boot-1", 60_000, null, 0L)] // the same boot: written a minute before it was sent, by a clock that was right
    [InlineData("boot-2", 60_000, null, null)]
    [InlineData("boot-2", 60_000, 5_000L, 5_000L)]
    [InlineData("boot-1", -1, null, null)] // a monotonic clock that ran backwards is none
    public void Two_readings_of_one_boot_tell_what_the_clock_was_off_by(string boot, long elapsedMs, long? learntMs, long? expectedMs)
    {
        var written = new DeviceClock { Time = Instant.ToTimestamp(Samples.NowUs - 60_000_000), BootId = "boot-1", MonotonicMs = 1_000 };
        if (learntMs is { } learnt) written.ServerOffsetMs = learnt;
        var sent = new DeviceClock { Time = Instant.ToTimestamp(Samples.NowUs + Instant.DayUs), BootId = boot, MonotonicMs = 1_000 + elapsedMs };
        Assert.Equal(expectedMs, WrittenClock.OffsetMs(written, sent, Samples.NowUs));
    }

    [Fact]
    public void Case_04_the_same_id_with_other_content_is_told_as_such()
    {
        grid.Receive(Samples.Report(1));
        Assert.Equal((Outcome.Duplicate, ""), Said(grid.Receive(Samples.Report(1))));
        Assert.Equal((Outcome.Duplicate, "other_content"), Said(grid.Receive(Samples.Report(1, r => r.Text = "另一件事"))));
        Assert.Equal((Outcome.Duplicate, "other_content"), Said(grid.Receive(Samples.Report(1, r => r.GridCode = "G2"))));
        Assert.Equal((Outcome.Duplicate, ""), Said(grid.Receive(Samples.Report(1, r => r.Written = new DeviceClock { BootId = "b" }))));
    }

    [Fact]
    public void Case_04_it_is_told_by_the_store_s_claim_too()
    {
        var first = new FirstCounted("G9", "G9.1", Digest: ContentDigest.Of(Samples.Report(1)));
        var context = Samples.Context with { ClaimedElsewhere = new Dictionary<Guid, FirstCounted> { [Samples.Id(1)] = first } };
        Assert.Equal((Outcome.Duplicate, ""), Said(grid.Receive(Samples.Report(1), context)));
        Assert.Equal((Outcome.Duplicate, "other_content"), Said(grid.Receive(Samples.Report(1, r => r.Text = "另一件事"), context)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody/knows")]
    [InlineData(Samples.Bin)]
    public void Case_07_the_same_sender_s_same_words_name_the_first_whatever_the_category(string category)
    {
        Open(1, Samples.Pothole, "wz-001");
        var second = Open(2, category, "wz-001");
        Assert.Equal(["G1.1"], second.Receipt.PossibleDuplicates);
        Assert.Equal(["G1.1"], second.Opens!.Opened.PossibleDuplicates);
        Assert.Contains("possible_duplicate", second.Receipt.Reason);
    }

    [Fact]
    public void Case_07_another_sender_other_words_or_another_hour_name_nothing()
    {
        Open(1, "", "wz-001");
        Assert.Empty(Open(2, "", "wz-002").Receipt.PossibleDuplicates);
        Assert.Empty(Open(3, "", "wz-001", r => r.Text = "别的").Receipt.PossibleDuplicates);
        Assert.Empty(Open(4, "", "wz-001", r => r.ObservedAt = Instant.ToTimestamp(Samples.NowUs - Instant.HourUs)).Receipt.PossibleDuplicates);
    }

    private static (Outcome, string) Said(GridDecision decision) => (decision.Receipt.Outcome, decision.Receipt.Reason);

    private GridDecision Open(int id, string category, string steward, Action<Report>? change = null)
    {
        var report = Samples.Report(id, r =>
        {
            (r.Category, r.StewardId) = (category, steward);
            r.Location = null;
            change?.Invoke(r);
        });
        var decision = grid.Receive(report);
        grid.State.Words.Add(report, Instant.From(report.ObservedAt.ToDateTimeOffset()), grid.State.IssuesOpened);
        return decision;
    }
}
