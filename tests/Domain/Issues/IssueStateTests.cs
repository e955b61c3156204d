using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Tests.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Issues;

public sealed class IssueStateTests
{
    [Fact]
    public void Nothing_is_known_before_the_first_event()
    {
        var issue = new IssueState("G1.1");
        Assert.Equal("G1.1", issue.Id);
        Assert.Null(issue.Opened);
    }

    [Fact]
    public void Its_first_event_is_the_one_the_grid_decided()
    {
        var decision = new JournaledGrid().Receive(new RoutedReport { Report = Samples.Report(), PlaceUnsure = true }, Samples.Context);
        var issue = new IssueState(decision.Receipt.IssueId);
        issue.Apply(decision.Opens!);
        Assert.Equal("G1.1", issue.Id);
        Assert.Equal(new IssueOpened
        {
            GridCode = "G1",
            Category = Samples.Pothole,
            ReportId = decision.Event!.Accepted.ReportId,
            ObservedAtUs = Samples.NowUs,
            OpenedAtUs = Samples.NowUs,
            PlaceUnsure = true,
            Origin = Origin.Steward,
        }, issue.Opened);
    }

    [Fact]
    public void An_event_of_a_later_program_is_not_taken_for_nothing() =>
        Assert.Throws<InvalidOperationException>(() => new IssueState("G1.1").Apply(new IssueEvent()));
}
