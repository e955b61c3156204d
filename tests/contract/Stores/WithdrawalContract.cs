using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store does with a report that was withdrawn: it is marked, and counted nowhere.</summary>
public abstract partial class StoreContract
{
    private static readonly Guid First = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Second = new("00000000-0000-0000-0000-000000000002");

    [Fact]
    public async Task A_report_is_found_by_its_grid_and_id_as_it_was_counted()
    {
        await Committed(Joined("A", First, Second));
        var counted = new CountedReport(2, 100, "a/b", "taxi", Outcome.Joined, IsWithdrawn: false, "A.1", IsReviewed: false, ObservedAtUs: 7);
        Assert.Equal(counted, await Journal.Streams.Report("A", Second, default));
        Assert.Equal(counted with { Seq = 1 }, await Journal.Streams.Report("A", First, default));
        Assert.Null(await Journal.Streams.Report("A", Guid.NewGuid(), default));
        Assert.Null(await Journal.Streams.Report("B", First, default));
    }

    [Fact]
    public async Task S3_a_withdrawn_report_is_marked_and_counts_in_no_list()
    {
        await Committed(Joined("A", First, Second), Opened("A", 1));
        await Committed(WithRows(Make("grid/A", 3, number: 2), rows => rows.Add(Withdrawn(reportSeq: 1))));
        await Reopen();
        Assert.Equal((true, false), ((await Journal.Streams.Report("A", First, default))!.IsWithdrawn, (await Journal.Streams.Report("A", Second, default))!.IsWithdrawn));
        Assert.Equal([1ul], await Journal.ReadModel.Hours(100, "", Grids("A"), 0, 1, default));
        Assert.Equal(1ul, (await Journal.ReadModel.Issue("A.1", default))!.JoinedReports);
        Assert.Equal(1ul, await Journal.ReadModel.StewardReports("S-1", 100, default));
        // What came in came in: the newest tell that, and not what became of it.
        Assert.Equal(2, (await Journal.ReadModel.Newest(100, "", Grids("A"), 20, default)).Count);
    }

    [Fact]
    public async Task A_report_withdrawn_in_the_batch_that_brought_it_is_marked()
    {
        var withdrawal = WithRows(Make("grid/A", 3, number: 2), rows => rows.Add(Withdrawn(reportSeq: 2)));
        await Committed(Joined("A", First, Second), withdrawal);
        Assert.Equal((false, true), ((await Journal.Streams.Report("A", First, default))!.IsWithdrawn, (await Journal.Streams.Report("A", Second, default))!.IsWithdrawn));
    }

    [Fact]
    public async Task J9_of_several_changes_of_a_report_the_newest_stands_in_whatever_order_and_batch_they_come()
    {
        await Committed(Joined("A", First, Second), Opened("A", 1));
        var reviewed = WithRows(Make("grid/A", 3, number: 2), rows => rows.Add(Changed(3, "A.1", withdrawnSeq: 0)));
        var withdrawn = WithRows(Make("grid/A", 4, number: 3), rows => rows.Add(Changed(4, "A.1", withdrawnSeq: 4)));
        await Committed(reviewed, withdrawn);
        Assert.Equal((true, true, 4ul), Of((await Journal.Streams.Report("A", First, default))!));
        await Committed(WithRows(Make("grid/A", 5, number: 4), rows => rows.Add(Changed(3, "A.1", withdrawnSeq: 0)))); // an older row again
        Assert.Equal((true, true, 4ul), Of((await Journal.Streams.Report("A", First, default))!));
        await Committed(WithRows(Make("grid/A", 6, number: 5), rows => rows.Add(Changed(6, "A.2", withdrawnSeq: 0))));
        var moved = (await Journal.Streams.Report("A", First, default))!;
        Assert.Equal(((false, true, 0ul), "A.2"), (Of(moved), moved.IssueId));
        Assert.Equal([2ul], await Journal.ReadModel.Hours(100, "", Grids("A"), 0, 1, default));
        Assert.Equal((1ul, 1ul), ((await Journal.ReadModel.Issue("A.1", default))!.JoinedReports, await Journal.ReadModel.StewardReports("S-1", 100, default) - 1));

        static (bool, bool, ulong) Of(CountedReport report) => (report.IsWithdrawn, report.IsReviewed, report.WithdrawnSeq);
        static Journal.ReadModel.Row Changed(ulong seq, string issue, ulong withdrawnSeq) => ReportProjection.Change("A", 100, reportSeq: 1, seq, issue, withdrawnSeq);
    }

    private static Journal.ReadModel.Row Withdrawn(ulong reportSeq) => ReportProjection.Change("A", 100, reportSeq, seq: 3, issueId: "A.1", withdrawnSeq: 3);

    private static Append Joined(string grid, params Guid[] ids)
    {
        var events = ids.Select((_, i) => new JournalEvent("Test", [(byte)i], new ContentRow("S-1", 100, [])));
        var append = Make($"grid/{grid}", 1) with
        {
            Slices = [new StreamSlice($"grid/{grid}", 1, [.. events])],
            Claims = [.. ids.Select(id => new Claim(id, grid, $"{grid}.1", Refused: false))],
        };
        return WithRows(append, rows =>
        {
            for (var i = 0; i < ids.Length; i++)
                rows.Add(ReportProjection.Row(grid, (ulong)i + 1, new ReportAccepted
                {
                    ReportId = ByteString.CopyFrom(ids[i].ToByteArray(bigEndian: true)), LocalDate = 100, Category = "a/b", Unit = "taxi",
                    Outcome = Outcome.Joined, IssueId = $"{grid}.1", ObservedAtUs = 7,
                }));
        });
    }
}
