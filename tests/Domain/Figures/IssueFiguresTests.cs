using RealtimeGov.Domain.Figures;
using RealtimeGov.Domain.Tests.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Issues.LoopSamples;

namespace RealtimeGov.Domain.Tests.Figures;

public sealed class IssueFiguresTests
{
    private static readonly long AsOf = NowUs + 365 * Instant.DayUs;

    [Fact]
    public void Shaoxing_s_firms_diary()
    {
        var figures = Of((2873, Lives.SolvedByFinder), (383, () => Lives.HandedUp().Closed()), (412 - 383, Lives.HandedUp));
        Assert.Equal((3285, 2873, 412, 383), (figures.Accepted, figures.SolvedByFinder, figures.HandedUp, figures.ClosedAfterHandUp));
        Assert.Equal(99.1, Percent(figures.ClosureOfAccepted, 1));
        Assert.Equal((2873 + 383) / 3285.0, figures.ClosureOfAccepted);
    }

    [Fact]
    public void Changxing_s_desk()
    {
        var figures = Of((32_793, () => Lives.Open().Closed()), (33_021 - 32_793, Lives.Open), (500, () => new JournaledIssue().Declined()));
        Assert.Equal((33_021, 32_793, 500), (figures.Accepted, figures.Closed, figures.Declined));
        Assert.Equal(99.3, Percent(figures.ClosureOfAccepted, 1));
    }

    [Fact]
    public void Tianmen_s_December()
    {
        var figures = Of((737, () => Lives.Open().Closed()), (911 - 737, () => Lives.Open().Closed(Lives.LongAfterUs)), (972 - 911, Lives.Open));
        Assert.Equal((972, 911, 737), (figures.Due, figures.ClosedOfDue, figures.OnTimeOfDue));
        Assert.Equal((93.72, 75.82), (Percent(figures.ClosureOfDue, 2), Percent(figures.OnTimeRateOfDue, 2)));
        Assert.Equal(737 / 972.0, figures.OnTimeRate);
    }

    [Fact]
    public void As_of_a_moment_what_came_later_has_not_happened()
    {
        var issue = Lives.Open().Closed(Instant.DayUs);
        Assert.Null(IssueLife.Of(issue.Events, NowUs - 1));
        Assert.Null(IssueLife.Of(issue.Events, NowUs + Instant.HourUs)!.ClosedAtUs);
        Assert.NotNull(IssueLife.Of(issue.Events, AsOf)!.ClosedAtUs);
        Assert.Equal(0, IssueFigures.Of([IssueLife.Of(issue.Events, NowUs)!], NowUs).Due);
    }

    [Fact]
    public void Raw_and_adjusted_stand_side_by_side()
    {
        var issue = Lives.Open();
        issue.Take(new IssueCommand { Extend = new ExtendIssue { DueUs = NowUs + 50 * Instant.DayUs } }, Dispatcher, Written("雨季"));
        var figures = Of((1, () => issue.Closed(40 * Instant.DayUs)));
        Assert.Equal((1, 0), (figures.OnTime, figures.OnTimeRaw));
    }

    [Fact]
    public void Cards_ratings_returns_and_durations_are_counted()
    {
        var issue = new JournaledIssue().Routed("cadres");
        issue.Take(new IssueCommand { HandBack = new HandBackIssue() }, Holder("cadres"), Written("非本村")).Handling("cadres");
        issue.RunUntil(NowUs + 20 * Instant.DayUs);
        issue.Resolved(feedBack: true).Take(new IssueCommand { Rate = new RateIssue { Score = 4 } }, Reporter());
        var figures = Of((1, () => issue));
        Assert.Equal((1, 1, 1.0, 1.0), (figures.Returned, figures.Rated, figures.Satisfaction, figures.ShareClosedWhereItArose));
        Assert.True(figures is { RedCards: 1, YellowCards: 2 }); // handling: both; the whole: a warning
        Assert.Equal(Instant.MinuteUs, figures.Response.P50Us);
        Assert.Equal(issue.NowUs - NowUs, figures.TimeToClose.P90Us);
        Assert.Equal(0, Of((1, () => Lives.HandedUp().Closed())).ClosedWhereItArose);
    }

    [Fact]
    public void A_joined_issue_counts_with_its_parent()
    {
        var figures = Of((1, () => new JournaledIssue().Take(new IssueCommand { Join = new JoinIssue { Parent = "G1.9" } }, Dispatcher)));
        Assert.Equal(0, figures.Opened);
        Assert.Null(figures.ClosureOfAccepted);
    }

    [Fact]
    public void Percentiles_are_of_the_nearest_rank()
    {
        Assert.Equal(new DurationFigures(0, null, null), DurationFigures.Of([]));
        Assert.Equal(new DurationFigures(1, 7, 7), DurationFigures.Of([7]));
        Assert.Equal(new DurationFigures(10, 5, 9), DurationFigures.Of([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]));
    }

    private static IssueFigures Of(params (int Count, Func<JournaledIssue> Live)[] groups) => IssueFigures.Of(Lives.Of(AsOf, groups), AsOf);

    private static double Percent(double? rate, int digits) => Math.Round(100 * rate!.Value, digits);
}
