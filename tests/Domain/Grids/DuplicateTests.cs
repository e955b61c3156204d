using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class DuplicateTests
{
    private readonly JournaledGrid grid = new();

    [Fact]
    public void A_repeated_id_is_answered_with_the_first_issue_and_changes_nothing()
    {
        grid.Receive(Samples.Report(1));
        grid.Receive(Samples.Report(2, r => r.Category = Samples.Bin));
        var again = grid.Receive(Samples.Report(1));
        Assert.Equal(GridDecision.Only(Duplicate(1, "G1.1", "G1")), again);
        Assert.Equal(2, grid.Events.Count);
        Assert.Equal(0, grid.ClaimsMet);
        Assert.Equal(2ul, grid.Day(Samples.Today).Valid);
    }

    [Fact]
    public void It_is_the_id_that_repeats_whatever_else_is_sent_under_it()
    {
        grid.Receive(Samples.Report(1, r => r.Disposition = Disposition.SolvedOnSpot));
        Assert.Equal(Other(1, "", "G1"), grid.Receive(Samples.Report(1, r => r.Category = Samples.Bin)).Receipt);
        Assert.Equal(Other(1, "", "G1"), grid.Receive(Samples.Report(1, r => r.Text = "")).Receipt); // not INVALID: it counted
        Assert.Equal(Other(1, "", "G1"), grid.Receive(Samples.Report(1, r => r.ObservedAt = null)).Receipt);
        Assert.Equal(0ul, grid.Day(Samples.Today).ToCounts().Invalid);
        var upper = Samples.Report(1, r => r.ReportId = r.ReportId.ToUpperInvariant());
        Assert.Equal(Outcome.Duplicate, grid.Receive(upper).Receipt.Outcome);
        Assert.Equal(Duplicate(1, "", "G1"), grid.Receive(Samples.Report(1, r => r.Disposition = Disposition.SolvedOnSpot)).Receipt);
        Assert.Single(grid.Events);
        Assert.Equal(0, grid.ClaimsMet);
    }

    [Fact]
    public void One_that_joined_names_the_issue_it_joined()
    {
        grid.Receive(Samples.Report(1));
        grid.Receive(Samples.Report(2, r => r.JoinsIssueId = "G1.1"));
        Assert.Equal(Duplicate(2, "G1.1", "G1"), grid.Receive(Samples.Report(2, r => r.JoinsIssueId = "G1.1")).Receipt);
        Assert.Equal(Other(2, "G1.1", "G1"), grid.Receive(Samples.Report(2)).Receipt); // it names no issue: it says something else
    }

    [Theory]
    [InlineData("G7.12")]
    [InlineData("")]
    public void One_that_the_store_knows_names_the_grid_where_it_counted_first(string issue)
    {
        var context = Claimed(1, new FirstCounted("G7", issue));
        Assert.Equal(GridDecision.Only(Duplicate(1, issue, "G7")), grid.Receive(new RoutedReport { Report = Samples.Report(1) }, context));
        Assert.Equal(Duplicate(1, issue, "G7"), grid.Receive(Samples.Report(1, r => r.Text = ""), context).Receipt);
        Assert.Equal(Outcome.Opened, grid.Receive(Samples.Report(2), context).Receipt.Outcome);
    }

    [Fact]
    public void A_repeated_id_is_no_reason_to_go_elsewhere()
    {
        grid.Receive(Samples.Report(1));
        var routed = new RoutedReport { Report = Samples.Report(1, r => r.JoinsIssueId = "G1.99"), Otherwise = "G2" };
        Assert.Equal(GridDecision.Only(Other(1, "G1.1", "G1")), grid.Receive(routed, Samples.Context));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-uuid")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void What_is_no_id_counts_nowhere(string id)
    {
        var decision = grid.Receive(Samples.Report(1, r => r.ReportId = id));
        Assert.Equal(
            GridDecision.Only(new ReportReceipt { ReportId = id, Outcome = Outcome.Invalid, Reason = "report_id_malformed", GridCode = "G1" }), decision);
        Assert.Empty(grid.Events);
    }

    private static GridContext Claimed(int id, FirstCounted first) =>
        Samples.Context with { ClaimedElsewhere = new Dictionary<Guid, FirstCounted> { [Samples.Id(id)] = first } };

    private static ReportReceipt Other(int id, string issue, string grid) =>
        new(Duplicate(id, issue, grid)) { Reason = "other_content" };

    private static ReportReceipt Duplicate(int id, string issue, string grid) =>
        new() { ReportId = ReportIds.Format(Samples.Id(id)), Outcome = Outcome.Duplicate, IssueId = issue, GridCode = grid };
}
