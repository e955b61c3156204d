using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class ClockTests
{
    [Fact]
    public void J10_every_time_of_an_event_came_in_with_the_command()
    {
        var report = Samples.ObservedAt(Samples.NowUs - Instant.HourUs);
        var decision = Decide(report);
        var accepted = decision.Event!.Accepted;
        Assert.Equal(
            (Samples.NowUs - Instant.HourUs, Samples.NowUs, Samples.Today),
            (accepted.ObservedAtUs, accepted.ReceivedAtUs, accepted.LocalDate));
        Assert.Equal((Samples.NowUs - Instant.HourUs, Samples.NowUs), (decision.Opens!.Opened.ObservedAtUs, decision.Opens.Opened.OpenedAtUs));
    }

    [Fact]
    public void J10_deciding_twice_says_the_same()
    {
        var (first, second) = (Decide(Samples.Report()), Decide(Samples.Report()));
        Assert.Equal((first.Event, first.Opens, first.Receipt, first.Content), (second.Event, second.Opens, second.Receipt, second.Content));
    }

    [Fact]
    public void J10_an_invalid_report_is_dated_by_the_command_too()
    {
        var refused = Decide(Samples.Report(1, r => r.Text = "")).Event!.Refused;
        Assert.Equal((Samples.NowUs, Samples.Today), (refused.ReceivedAtUs, refused.LocalDate));
    }

    private static GridDecision Decide(Report report) => GridDecider.Decide(
        new GridState(Samples.Grid), new RoutedReport { Report = report }, Samples.Check(report, Samples.Context), Samples.Context);
}
