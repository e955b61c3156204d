using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

/// <summary>What issues tell their grid, and what it makes of it.</summary>
public sealed class NoticeTests
{
    private const string Issue = "G1.1";

    private readonly JournaledGrid grid = new();
    private readonly Dictionary<ByteString, CountedReport> store = [];
    private ulong messages;

    [Fact]
    public void S3_a_review_takes_from_what_awaits_it_and_from_no_count()
    {
        Report(1);
        Report(2, r => (r.StewardId, r.JoinsIssueId) = ("wz-002", Issue));
        Report(3, r => r.Category = Samples.Bin);
        Tell(Reviewed(1, 2));
        var day = grid.Day(Samples.Today).ToCounts();
        Assert.Equal((3ul, 2ul, 1ul), (day.Valid, day.Reviewed, day.AwaitingReview));
        Assert.Equal((1ul, 1ul, 0ul), (grid.Day(Samples.Today, "H").ToCounts().Valid, grid.Day(Samples.Today, "H").ToCounts().Reviewed, grid.Day(Samples.Today, "H").ToCounts().AwaitingReview));
        Assert.Equal(grid.State.Seq, grid.Day(Samples.Today).Version);

        var seq = grid.State.Seq;
        Tell(Reviewed(1, 2, 9)); // what is so, and what never counted here, changes nothing
        Assert.Equal(day, grid.Day(Samples.Today).ToCounts());
        Assert.Equal(seq + 1, grid.State.Seq);
    }

    [Fact]
    public void Whoever_joins_what_was_reviewed_needs_no_review_also_after_a_restart()
    {
        Report(1);
        Tell(Reviewed(1));
        Report(2, r => r.JoinsIssueId = Issue);
        Assert.Equal((2ul, 0ul), (grid.Day(Samples.Today).Valid, grid.Day(Samples.Today).ToCounts().AwaitingReview));
        var snapshot = GridState.From(Samples.Grid, grid.State.Seq, grid.State.ToSnapshot().ToByteArray());
        Assert.True(snapshot.Issues.IsReviewed(1));
    }

    [Fact]
    public void S3_a_reviewed_report_that_is_withdrawn_falls_from_both_and_is_restored_to_both()
    {
        Report(1);
        Report(2, r => r.Category = Samples.Bin);
        Tell(Reviewed(1));
        Tell(Declined(false, 1));
        Assert.Equal(new DayCounts { Valid = 1, Opened = 1, AwaitingReview = 1, ByCategory = { [Samples.Bin] = 1 } }, grid.Day(Samples.Today).ToCounts());
        Tell(Restored(1));
        Assert.Equal(
            new DayCounts { Valid = 2, Opened = 2, Reviewed = 1, AwaitingReview = 1, ByCategory = { [Samples.Bin] = 1, [Samples.Pothole] = 1 } }, grid.Day(Samples.Today).ToCounts());
        Tell(Restored(1)); // it counts: nothing is to be restored
        Assert.Equal(2ul, grid.Day(Samples.Today).Valid);
        Tell(Declined(false, 1));
        Assert.Equal(1ul, grid.Day(Samples.Today).Valid);
    }

    [Fact]
    public void S3_a_restoration_says_what_counts_again_and_who_heard_the_appeal()
    {
        Report(1, r => r.StewardId = "wz-002");
        Tell(Declined(false, 1));
        Assert.Equal(
            new ReportRestored
            {
                ReportId = ReportIds.ToBytes(Samples.Id(1)), LocalDate = Samples.Today, Category = Samples.Pothole, Outcome = Outcome.Opened, Unit = "H", Reviewer = "shen",
                AtUs = Samples.NowUs, ReportSeq = 1, IssueId = Issue,
            },
            Tell(Restored(1))[0].Event.Restored);
        Assert.Equal(1ul, grid.Day(Samples.Today, "H").Valid);
    }

    [Fact]
    public void What_happened_to_an_issue_counts_on_the_day_of_the_step_as_place_and_by_trade()
    {
        Report(1);
        var tomorrow = Samples.NowUs + Domain.Time.Instant.DayUs;
        Tell(
            new GridNotice { Progressed = new IssueProgressed { AtUs = Samples.NowUs, Unit = "H", Accepted = 1, YellowCards = 2 } },
            new GridNotice { Progressed = new IssueProgressed { AtUs = Samples.NowUs, Unit = "H", Answered = 1, RedCards = 1 } },
            new GridNotice { Progressed = new IssueProgressed { AtUs = tomorrow, Unit = "H", Closed = 1, ClosedOnTime = 1 } });
        foreach (var unit in new[] { "", "H" })
        {
            var (today, next) = (grid.Day(Samples.Today, unit).ToCounts(), grid.Day(Samples.Today + 1, unit).ToCounts());
            Assert.Equal((1ul, 1ul, 0ul, 2ul, 1ul), (today.Accepted, today.Answered, today.Closed, today.YellowCards, today.RedCards));
            Assert.Equal(new DayCounts { Closed = 1, ClosedOnTime = 1 }, next);
        }
    }

    [Fact]
    public void A_part_and_a_report_split_off_become_issues_of_the_grid_and_no_count_changes()
    {
        Report(1);
        Report(2, r => r.JoinsIssueId = Issue);
        var before = grid.Day(Samples.Today).ToCounts();
        var split = new IssueReport { ReportId = ReportIds.ToBytes(Samples.Id(2)), ReceivedAtUs = Samples.NowUs - 5, Origin = Origin.Resident, Unit = "H" };
        var decided = Tell(
            new GridNotice { OpenReport = new OpenSplitReport { Report = split, Category = Samples.Bin } },
            new GridNotice { OpenPart = new OpenPart { Number = 3, Category = Samples.Lamp, OpenedAtUs = Samples.NowUs, ReportId = ReportIds.ToBytes(Samples.Id(1)) } });
        Assert.Equal(["G1.2", "G1.3"], decided.Where(d => d.Opens is not null).Select(d => d.Event.Derived.IssueId));
        Assert.Equal((Samples.Bin, Samples.NowUs - 5, "", Origin.Resident), (decided[0].Opens!.Opened.Category, decided[0].Opens!.Opened.OpenedAtUs, decided[0].Opens!.Opened.PartOf, decided[0].Opens!.Opened.Origin));
        Assert.Equal((Issue, 3u, "G1"), (decided[1].Opens!.Opened.PartOf, decided[1].Opens!.Opened.PartNumber, decided[1].Opens!.Opened.GridCode));
        Assert.Equal(before, grid.Day(Samples.Today).ToCounts());
        Assert.Equal((3ul, true, true), (grid.State.IssuesOpened, grid.State.Issues.Contains(2), grid.State.Issues.Contains(3)));
        Assert.Equal("G1.4", Report(4).IssueId);

        // What is decided of the report from here on is its own issue's.
        Assert.Equal("G1.2", Tell(Declined(false, 2))[0].Event.Withdrawn.IssueId);
    }

    [Fact]
    public void A_reviewed_report_that_is_split_off_stays_reviewed_and_a_withdrawn_one_withdrawn()
    {
        Report(1);
        Report(2, r => r.JoinsIssueId = Issue);
        Report(3, r => r.JoinsIssueId = Issue);
        Tell(Reviewed(2));
        Tell(Declined(false, 3));
        var withdrawn = grid.State.Seq - 1;
        var decided = Tell(Split(2), Split(3));
        Assert.Equal([(true, 0ul), (true, withdrawn)], decided.Where(d => d.Opens is not null).Select(d => (d.Event.Derived.Reviewed, d.Event.Derived.WithdrawnSeq)));

        static GridNotice Split(int id) =>
            new() { OpenReport = new OpenSplitReport { Report = new IssueReport { ReportId = ReportIds.ToBytes(Samples.Id(id)) }, Category = Samples.Bin } };
    }

    [Fact]
    public void What_is_about_a_person_is_erased_though_it_was_withdrawn_before()
    {
        Report(1);
        Assert.Equal([1ul], Tell(Declined(true, 1))[^1].Event.Noticed.Erased.Select(one => one.ReportSeq));
        Assert.Equal([1ul], Assert.Single(Tell(Declined(true, 1))).Event.Noticed.Erased.Select(one => one.ReportSeq));
        Assert.Empty(Tell(Declined(false, 1))[^1].Event.Noticed.Erased);
    }

    [Fact]
    public void A_day_reviews_no_more_than_it_counts()
    {
        var tally = new Tally();
        Assert.Throws<InvalidOperationException>(() => tally.Review(1));
        tally.Accept(1, Outcome.Opened, "a", new FeedItem());
        Assert.Throws<InvalidOperationException>(() => tally.Withdraw(2, Outcome.Opened, "a", wasReviewed: true));
        tally.Review(2);
        Assert.Throws<InvalidOperationException>(() => tally.Review(3));
        Assert.Equal((2ul, 1ul), (tally.Version, tally.ToCounts().Reviewed));
    }

    [Fact]
    public void Marks_are_forgotten_when_they_are_old_and_not_before()
    {
        var (marks, id, counted) = (new ReportMarks(), Samples.Id(1), new CountedReport(1, 1, "a", "", Outcome.Opened, IsWithdrawn: false));
        marks.Set(id, new ReportMark(5, IsReviewed: true, "G1.7"), 10);
        marks.Set(id, new ReportMark(0, IsReviewed: true), 20);
        marks.ForgetBefore(15);
        Assert.Equal((false, true, "G1.7"), (marks.Now(id, counted)!.IsWithdrawn, marks.Now(id, counted)!.IsReviewed, marks.Now(id, counted)!.IssueId));
        marks.ForgetBefore(21);
        Assert.Equal(counted, marks.Now(id, counted));
        Assert.Null(marks.Now(id, null));
    }

    private ReportAccepted Report(int id, Action<Report>? change = null)
    {
        var accepted = grid.Receive(Samples.Report(id, change)).Event!.Accepted;
        store[accepted.ReportId] = new CountedReport(
            grid.State.Seq, accepted.LocalDate, accepted.Category, accepted.Unit, accepted.Outcome, IsWithdrawn: false, accepted.IssueId, accepted.Reviewed, accepted.ObservedAtUs);
        return accepted;
    }

    /// <summary>The store knows nothing that came after the reports: the state alone does.</summary>
    private IReadOnlyList<NoticeDecision> Tell(params GridNotice[] notices)
    {
        var context = new NoticeContext(Samples.NowUs, id => store.GetValueOrDefault(id), null, us => Domain.Time.LocalDay.Of(us, Samples.Context.Zone));
        foreach (var key in GridDecider.DaysOf(notices, context.DayOf))
            if (!grid.State.Days.ContainsKey(key)) grid.State.OpenDay(key, new Tally());
        var decided = GridDecider.TakeNotices(grid.State, Issue, ++messages, notices, context);
        foreach (var decision in decided) grid.State.Apply(grid.State.Seq + 1, GridEvent.Parser.ParseFrom(decision.Event.ToByteArray()));
        Assert.Equal(messages, grid.State.Received[$"issue/{Issue}"]);
        return decided;
    }

    private static GridNotice Reviewed(params int[] ids) => new() { Reviewed = new ReportsReviewed { ReportIds = { Ids(ids) } } };

    private static GridNotice Declined(bool erase, params int[] ids) =>
        new() { Declined = new ReportsDeclined { ReportIds = { Ids(ids) }, Reason = DeclineReason.NotPublic, Reviewer = "shen", Erase = erase } };

    private static GridNotice Restored(params int[] ids) => new() { Restored = new ReportsRestored { ReportIds = { Ids(ids) }, Reviewer = "shen" } };

    private static IEnumerable<ByteString> Ids(int[] ids) => ids.Select(id => ReportIds.ToBytes(Samples.Id(id)));
}
