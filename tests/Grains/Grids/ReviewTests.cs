using RealtimeGov.Domain.Grids;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.Grids;

/// <summary>Reports that were only recorded, reviewed: on every level, durable, the same from the store and after a restart.</summary>
public sealed class ReviewTests
{
    private static readonly string[] Levels = ["C", "T", "V1", "G1"];

    [Fact]
    public async Task S3_a_review_takes_from_what_awaits_it_on_every_level_and_in_the_trade_and_a_withdrawal_from_the_count()
    {
        await using var town = await TestTown.StartCounty();
        using var screen = new Screen(town.Grains);
        foreach (var region in (string[])[.. Levels, "X"]) await screen.Watch(region, TestTown.Today);
        var grid = town.Grains.Grid("G1");
        var receipts = await grid.Send(Spot(), Spot("S-2"), Reports.New());
        await screen.Shows("C", 3);
        Assert.Equal(new[] { receipts[0].ReportId, receipts[1].ReportId }.Order(), (await Unreviewed(town)).Order()); // of one moment: in the order of their ids

        Assert.Equal(new ReviewReply { Changed = true, LocalDate = TestTown.Today }, await grid.Review(Review(receipts[1].ReportId)));
        foreach (var region in Levels) await Awaits(screen, region, valid: 3, awaiting: 2);
        await Awaits(screen, "X", valid: 1, awaiting: 0);
        Assert.Equal(new ReviewReply { LocalDate = TestTown.Today }, await grid.Review(Review(receipts[1].ReportId)));
        Assert.Equal("", (await grid.Review(Review(receipts[0].ReportId, reason: "并未处理"))).Refused);
        foreach (var region in Levels) await Awaits(screen, region, valid: 2, awaiting: 1);
        Assert.Equal(Reasons.ReportOfAnIssue, (await grid.Review(Review(receipts[2].ReportId))).Refused);
        Assert.Equal(5ul, (await town.Journal.Streams.Load("grid/G1", default)).Head);

        await town.Restart();
        Assert.Empty(await Unreviewed(town));
        var counts = (await town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today })).Counts;
        Assert.Equal((2ul, 1ul, 1ul), (counts.Valid, counts.Recorded, counts.AwaitingReview));
        Assert.False((await town.Grains.Grid("G1").Review(Review(receipts[1].ReportId))).Changed);
        Assert.Equal(Reasons.AlreadyWithdrawn, (await town.Grains.Grid("G1").Review(Review(receipts[0].ReportId))).Refused);
    }

    [Fact]
    public async Task J6_a_review_is_told_when_it_is_durable_and_of_many_at_once_one_changes_something()
    {
        await using var town = await TestTown.Start();
        var report = Spot();
        await town.Grains.Grid("G1").SendOne(report);
        var commit = town.Faults.Pause("grid/G1", 2);
        var reviews = Enumerable.Range(0, 10).Select(_ => town.Grains.Grid("G1").Review(Review(report.ReportId))).ToList();
        await commit.Reached;
        Assert.DoesNotContain(reviews, review => review.IsCompleted);
        Assert.Equal([report.ReportId], await Unreviewed(town));
        commit.LetGo();
        Assert.Equal(1, (await Task.WhenAll(reviews)).Count(reply => reply.Changed));
        Assert.Empty(await Unreviewed(town));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_a_gap_or_a_repetition()
    {
        await using var town = await TestTown.Start();
        var sent = Enumerable.Range(0, 7).Select(_ => Spot()).ToArray();
        await town.Grains.Grid("G1").Send(sent);
        var (seen, afterUs, afterId) = (new List<string>(), long.MinValue, new byte[16]);
        while (await town.Journal.ReadModel.Query(UnreviewedReport.Unreviewed(["G1", "G2"], TestTown.Today - 7, TestTown.Today, afterUs, afterId, 3), default) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(one => one.ReportId.ToString()));
            (afterUs, afterId) = (page[^1].ReceivedAtUs, page[^1].ReportId.ToByteArray(bigEndian: true));
        }
        Assert.Equal(sent.Select(report => report.ReportId).Order(), seen.Order());
        Assert.Empty(await town.Journal.ReadModel.Query(UnreviewedReport.Unreviewed(["G1"], TestTown.Today - 7, TestTown.Today - 1, long.MinValue, new byte[16], 3), default));
    }

    private static Report Spot(string steward = "S-1") => Reports.New(steward: steward, disposition: Disposition.SolvedOnSpot);

    private static ReviewRecorded Review(string report, string reason = "") =>
        new() { ReportId = report, Reviewer = "li.na", Withdraw = reason.Length > 0, Reason = reason, AtUs = TestTown.NowUs };

    private static async Task<IEnumerable<string>> Unreviewed(TestTown town) =>
        (await town.Journal.ReadModel.Query(UnreviewedReport.Unreviewed(["G1"], TestTown.Today - 7, TestTown.Today, long.MinValue, new byte[16], 100), default)).Select(one => one.ReportId.ToString());

    private static Task<DaySummary> Awaits(Screen screen, string region, ulong valid, ulong awaiting) =>
        screen.Shows(day => day.Region == region && day.Counts.Valid == valid && day.Counts.AwaitingReview == awaiting);
}
