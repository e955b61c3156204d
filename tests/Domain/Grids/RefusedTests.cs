using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class RefusedTests
{
    private readonly JournaledGrid grid = new();

    private static Report Textless(int id = 1) => Samples.Report(id, r => r.Text = "");

    private static ReportReceipt Invalid(string reason, int id = 1) =>
        new() { ReportId = ReportIds.Format(Samples.Id(id)), Outcome = Outcome.Invalid, Reason = reason, GridCode = "G1" };

    [Fact]
    public void It_is_counted_on_the_day_of_receipt_with_its_reason_and_nothing_else()
    {
        var report = Textless();
        report.StewardId = "wz-002";
        report.ObservedAt = Instant.ToTimestamp(Samples.NowUs - 3 * Instant.DayUs);
        var decision = grid.Receive(report);
        Assert.Equal(new GridDecision(Invalid("text_missing"), new GridEvent
        {
            Refused = new ReportRefused
            {
                ReportId = ReportIds.ToBytes(Samples.Id(1)), LocalDate = Samples.Today, Reason = "text_missing", ReceivedAtUs = Samples.NowUs,
            },
        }), decision);
        Assert.Equal(new DayCounts { Invalid = 1 }, grid.Day(Samples.Today).ToCounts());
        Assert.Equal(1ul, grid.Day(Samples.Today).Version);
        Assert.Single(grid.State.Days);
        Assert.Equal(0, grid.State.Known.Count);
    }

    [Fact]
    public void Once_per_id_whatever_is_wrong_with_it_the_next_time()
    {
        grid.Receive(Textless());
        Assert.Equal(GridDecision.Only(Invalid("text_missing")), grid.Receive(Textless()));
        var tomorrow = Samples.Context with { ReceivedAtUs = Samples.NowUs + Instant.DayUs };
        Assert.Equal(GridDecision.Only(Invalid("steward_malformed")), grid.Receive(Samples.Report(1, r => r.StewardId = "\u0007"), tomorrow));
        Assert.Single(grid.Events);
        Assert.Equal(0, grid.ClaimsMet);
        Assert.Equal(1ul, grid.Day(Samples.Today).ToCounts().Invalid);
        grid.Receive(Textless(2));
        Assert.Equal(2ul, grid.Day(Samples.Today).ToCounts().Invalid);
    }

    [Fact]
    public void One_that_the_store_knows_as_refused_is_not_counted_again()
    {
        var claimed = new Dictionary<Guid, FirstCounted> { [Samples.Id(1)] = new("", "", Refused: true) };
        var context = Samples.Context with { ClaimedElsewhere = claimed };
        Assert.Equal(GridDecision.Only(Invalid("text_missing")), grid.Receive(Textless(), context));
        Assert.Empty(grid.Events);
        Assert.Equal(Outcome.Opened, grid.Receive(Samples.Report(1), context).Receipt.Outcome);
    }

    [Fact]
    public void It_does_not_consume_its_id()
    {
        grid.Receive(Textless());
        Assert.Equal("G1.1", grid.Receive(Samples.Report(1)).Receipt.IssueId);
        Assert.Equal(Outcome.Duplicate, grid.Receive(Samples.Report(1)).Receipt.Outcome);
        Assert.Equal(Outcome.Duplicate, grid.Receive(Textless()).Receipt.Outcome);
        var counts = grid.Day(Samples.Today).ToCounts();
        Assert.Equal((1ul, 1ul), (counts.Valid, counts.Invalid));
        Assert.Equal(0, grid.ClaimsMet);
    }

    [Fact]
    public void It_is_refused_where_it_was_sent_and_not_sent_on()
    {
        var routed = new RoutedReport { Report = Textless(), Otherwise = "G2" };
        routed.Report.JoinsIssueId = "G1.99";
        var decision = grid.Receive(routed, Samples.Context);
        Assert.False(decision.Elsewhere);
        Assert.Equal("text_missing", decision.Receipt.Reason);
    }
}
