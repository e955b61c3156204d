using Google.Protobuf;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store answers of a day's hours and of open issues.</summary>
public abstract partial class StoreContract
{
    private const long HourUs = 3_600_000_000;

    [Fact]
    public async Task Reports_are_counted_by_the_hour_since_midnight()
    {
        // Midnight of a zone: no whole number of hours, and before 1970 too.
        foreach (var (midnight, date) in new[] { (12_345_678_901_234_567, 100), (-12_345_678_901_234_567, -100) })
            await Committed(Observed($"A{date}", date, "", midnight, midnight + HourUs - 1, midnight + HourUs, midnight + (25 * HourUs) - 1));

        ulong[] expected = [2, 1, .. new ulong[22], 1];
        Assert.Equal(expected, await Journal.ReadModel.Hours(100, "", Grids("A100"), 12_345_678_901_234_567, 25, default));
        Assert.Equal(expected, await Journal.ReadModel.Hours(-100, "", Grids("A-100"), -12_345_678_901_234_567, 25, default));
    }

    [Fact]
    public async Task Hours_are_of_one_day_of_these_grids_and_this_unit()
    {
        await Committed(
            Observed("A", 100, "", 0, 0), Observed("B", 100, "taxi", HourUs, HourUs, HourUs), Observed("C", 100, "", 0), Observed("D", 101, "", 0));

        Assert.Equal([2ul, 3ul], await Journal.ReadModel.Hours(100, "", Grids("A", "B", "D", "nobody"), 0, 2, default));
        Assert.Equal([0ul, 3ul], await Journal.ReadModel.Hours(100, "taxi", Grids("A", "B", "C"), 0, 2, default));
        Assert.Equal([0ul, 0ul], await Journal.ReadModel.Hours(99, "", Grids("A"), 0, 2, default));
        Assert.Equal([0ul, 0ul], await Journal.ReadModel.Hours(100, "", Grids(), 0, 2, default));
    }

    [Fact]
    public async Task What_was_observed_outside_the_hours_counts_to_the_first_or_the_last()
    {
        await Committed(Observed("A", 100, "", -1, -30 * HourUs, 0, HourUs, 3 * HourUs, 90 * HourUs));

        Assert.Equal([3ul, 1ul, 2ul], await Journal.ReadModel.Hours(100, "", Grids("A"), 0, 3, default));
    }

    [Fact]
    public async Task Open_issues_are_counted_by_grid()
    {
        Assert.Empty(await Journal.ReadModel.OpenIssues(default));
        await Committed(Opened("A", 1), Opened("A", 2), Opened("B", 1));

        Assert.Equal([("A", 2ul), ("B", 1ul)], (await Journal.ReadModel.OpenIssues(default)).OrderBy(open => open.Key).Select(open => (open.Key, open.Value)));
    }

    private static HashSet<string> Grids(params string[] grids) => [.. grids];

    private static Append Opened(string grid, int number) => WithRows(Make($"issue/{grid}.{number}", 1), rows =>
        rows.Add(IssueProjection.Row($"{grid}.{number}", 1, new IssueOpened
        {
            GridCode = grid, Category = "a/b", ReportId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray()),
        }, IssueState.Open)));

    private static Append Observed(string grid, int date, string unit, params long[] atUs) => WithRows(Make($"grid/{grid}", 1, events: atUs.Length), rows =>
    {
        for (var i = 0; i < atUs.Length; i++)
            rows.Add(ReportProjection.Row(grid, (ulong)i + 1, new ReportAccepted
            {
                ReportId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray()),
                LocalDate = date, Category = "a/b", Unit = unit, Outcome = Outcome.Opened, ObservedAtUs = atUs[i],
            }));
    });
}
