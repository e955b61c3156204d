using Google.Protobuf;
using RealtimeGov.Domain.Search;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store finds in texts, and what it finds no more.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task A_part_of_two_characters_or_more_is_found_each_issue_once_and_the_newest_first()
    {
        await Committed(Written("A", "路灯不亮", "路口坑洼，电话13857312345"), Written("B", "村口路灯杆倾斜"));
        await Committed(Answered("A.1", "路灯已修好"));
        Assert.Equal(4, await Journal.Search.IndexNext(100, default));
        Assert.Equal(0, await Journal.Search.IndexNext(100, default));
        Assert.Equal(["A.1", "B.1"], await Found("路灯"));
        Assert.Equal(["B.1"], await Found("路灯杆"));
        Assert.Equal(["A.2"], await Found("坑洼"));
        Assert.Equal(["A.2"], await Found("138********"));
        Assert.Empty(await Found("857312"));
        Assert.Empty(await Found("灯路"));
        Assert.Equal(["A.1"], await Found("路灯", limit: 1));
        Assert.Equal(["B.1"], await Found("路灯", limit: 1, skip: 1));
        Assert.Equal(["B.1"], await Found("路灯", grid: "B"));
    }

    [Fact]
    public async Task What_is_erased_is_found_no_more_at_once_and_what_is_changed_is_found_as_it_is()
    {
        await Committed(Written("A", "路灯不亮", "垃圾桶破损"));
        await Journal.Search.IndexNext(100, default);
        Change("delete from content where stream = 'grid/A' and seq = 1");
        Assert.Empty(await Found("路灯"));
        Change($"update content set payload = {Blob(Convert.ToHexString(new Content { Text = "井盖缺失" }.ToByteArray()))} where stream = 'grid/A' and seq = 2");
        Assert.Empty(await Found("垃圾"));
        await Journal.Search.IndexNext(100, default);
        Assert.Equal(["A.2"], await Found("井盖"));
    }

    [Fact]
    public async Task Texts_are_taken_a_few_at_a_time_and_none_is_forgotten()
    {
        await Committed(Written("A", [.. Enumerable.Range(0, 7).Select(i => $"第{i}处路灯")]));
        foreach (var taken in (int[])[3, 3, 1, 0]) Assert.Equal(taken, await Journal.Search.IndexNext(3, default));
        Assert.Equal(7, (await Found("路灯")).Count);
    }

    private async Task<List<string>> Found(string word, int limit = 100, int skip = 0, string? grid = null)
    {
        var (filter, query, before) = (new IssueFilter { Grids = grid is null ? ["A", "B"] : [grid] }, SearchText.Query(word)!, long.MaxValue);
        for (; ; skip--)
        {
            var page = await Journal.ReadModel.Query(FoundIssue.Find(filter, query, Journal.ReadModel.Searching, before, limit), default);
            if (skip == 0) return [.. page.Select(one => one.Issue.IssueId)];
            before = page[^1].TextId;
        }
    }

    /// <summary>Reports of one grid, each of which opens an issue.</summary>
    private static Append Written(string grid, params string[] texts)
    {
        var (rows, events, issues) = (new ReadRows(), new List<JournalEvent>(), new List<StreamSlice>());
        for (var at = 1; at <= texts.Length; at++)
        {
            var (id, report) = ($"{grid}.{at}", Guid.NewGuid().ToByteArray(bigEndian: true));
            var opened = new IssueOpened { GridCode = grid, Category = "a/b", ReportId = ByteString.CopyFrom(report), OpenedAtUs = at };
            rows.Add(ReportProjection.Row(grid, (ulong)at, new ReportAccepted { ReportId = opened.ReportId, LocalDate = Day, Category = "a/b", Outcome = Outcome.Opened, IssueId = id }));
            rows.Add(IssueProjection.Row(id, 1, opened, "open"));
            events.Add(new JournalEvent("ReportAccepted", [(byte)at], new ContentRow("", Day, new Content { Text = texts[at - 1] }.ToByteArray())));
            issues.Add(new StreamSlice($"issue/{id}", 1, [new JournalEvent("IssueOpened", new IssueEvent { Opened = opened }.ToByteArray())]));
        }
        return new Append(grid[0], 1, Envelope.Unknown, [new StreamSlice($"grid/{grid}", 1, events), .. issues], [], rows);
    }

    private static Append Answered(string issue, string text) => new(
        99, 1, Envelope.Unknown, [new StreamSlice($"issue/{issue}", 2, [new JournalEvent("ReportersAnswered", [1], new ContentRow("", Day, new StepContent { Text = text }.ToByteArray()))])], [], new ReadRows());
}
