using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Rebuild;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store gives a rebuild: the read model made again from the journal, compared, put right.</summary>
public abstract partial class StoreContract
{
    private const int Day = 20_000;

    /// <summary>A rebuild's session beside the open journal.</summary>
    protected abstract Task<IRebuildStore> OpenRebuild();

    [Fact]
    public async Task J14_what_was_written_is_what_the_journal_makes_again()
    {
        await Committed(Reports("A", first: 1, reports: 5));
        await Committed(Reports("A", first: 6, reports: 3, number: 2), Reports("B", first: 1, reports: 2));
        Assert.Empty(await Rebuilt(check: true));
    }

    [Fact]
    public async Task J14_a_tampered_row_is_named_with_its_day_and_grid_and_stays_when_only_checked()
    {
        await Committed(Reports("A", 1, 5), Reports("B", 1, 2));
        Assert.NotEmpty(Lines("select 1 from day_tally where grid = 'A'"));
        Change("update day_tally set opened = 7 where grid = 'A'");

        Assert.Equal([$"day_tally local_date={Day} unit='' grid=A: opened 7 -> 5"], await Rebuilt(check: true));
        Assert.Equal(["7"], Lines("select opened from day_tally where grid = 'A'"));
        Assert.Equal([$"day_tally local_date={Day} unit='' grid=A: opened 7 -> 5"], await Rebuilt(check: false));
        Assert.Equal(["5"], Lines("select opened from day_tally where grid = 'A'"));
        Assert.Empty(await Rebuilt(check: true));
    }

    [Fact]
    public async Task J14_rows_that_are_missing_and_rows_too_many_are_put_right()
    {
        await Committed(Reports("A", 1, 5), Reports("B", 1, 2));
        Change("delete from report where grid = 'B'");
        Change("delete from issue");
        Change("update day_tally set grid = 'C' where grid = 'B'");

        // Two reports, seven issues, the day of B that is not and that of C that should not be.
        Assert.Equal(11, (await Rebuilt(check: false)).Count);
        Assert.Empty(await Rebuilt(check: true));
        Assert.Equal(["A|5", "B|2"], Lines("select grid, count(*) from report group by grid order by grid"));
    }

    [Fact]
    public async Task J14_a_withdrawal_of_before_its_report_s_seq_was_kept_marks_the_row_it_marked()
    {
        var reports = Reports("A", 1, 2);
        var accepted = GridEvent.Parser.ParseFrom(reports.Slices[0].Events[0].Facts).Accepted;
        await Committed(reports);
        var withdrawn = new GridEvent { Withdrawn = new ReportWithdrawn { ReportId = accepted.ReportId, LocalDate = Day, Category = "a/b", Outcome = Outcome.Opened } };
        var counts = new DayCounts { Opened = 1, ByCategory = { ["a/b"] = 1 } };
        await Committed(WithRows(Make("grid/A", 3, number: 2) with { Slices = [new StreamSlice("grid/A", 3, [new JournalEvent("", withdrawn.ToByteArray())])] }, rows =>
        {
            rows.Add(ReportProjection.Change("A", Day, 1, 3, accepted.IssueId, 3));
            rows.Add(DayTallyProjection.Row("A", DayKey.Place(Day), Tally.From(counts, 3, []).Freeze()));
        }));
        Assert.Empty(await Rebuilt(check: true));
    }

    [Theory]
    [InlineData("delete from journal where stream = 'grid/A' and seq = 3", "the journal is damaged at grid/A 3: there is no such event, but event 4 is")]
    [InlineData("update journal set facts = ? where stream = 'grid/A' and seq = 2", "the journal is damaged at grid/A 2: its bytes are no GridEvent")]
    [InlineData("update journal set stream = 'grit/A' where stream = 'grid/A'", "the journal is damaged at grit/A 1: this program knows no such stream")]
    public async Task J14_a_damaged_journal_is_named_by_stream_and_seq_and_nothing_is_changed(string damage, string message)
    {
        await Committed(Reports("A", 1, 5));
        Change("update day_tally set opened = 7");
        Change(damage.Replace("?", Blob("ff")));

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Rebuilt(check: false));
        Assert.Equal(message, refused.Message);
        Assert.Equal(["7"], Lines("select opened from day_tally"));
    }

    [Fact]
    public async Task J14_what_is_appended_while_it_runs_is_no_difference()
    {
        await Committed(Reports("A", 1, 300));
        Change("update day_tally set opened = 7");
        await using var session = await OpenRebuild();
        var appended = 0;
        var run = new RebuildRun(session, Catalog.Streams, _ =>
        {
            if (appended++ == 0) Committed(Reports("A", 301, 2, number: 2), Reports("B", 1, 3)).GetAwaiter().GetResult(); // after the journal was read once
        });
        var differences = await run.Run(check: false, default);
        Assert.True(appended > 0);
        Assert.Empty(await Rebuilt(check: true));
        Assert.All(differences, d => Assert.Equal("day_tally", d.Table.Name));
        Assert.Equal(["A|302", "B|3"], Lines("select grid, opened from day_tally order by grid"));
    }

    private async Task<IReadOnlyList<string>> Rebuilt(bool check)
    {
        await using var session = await OpenRebuild();
        return [.. (await new RebuildRun(session, Catalog.Streams, _ => { }).Run(check, default)).Select(d => d.ToString())];
    }

    protected abstract string Blob(string hex);

    private void Change(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    /// <summary>Reports that each open an issue, as a grid writes them: rows by the projections from the folded state.</summary>
    private Append Reports(string grid, ulong first, int reports, long number = 1)
    {
        var state = states.TryGetValue(grid, out var held) ? held : states[grid] = new GridState(grid);
        if (!state.Days.ContainsKey(DayKey.Place(Day))) state.OpenDay(DayKey.Place(Day), new Tally());
        var (rows, run, slices) = (new ReadRows(), new List<Recorded<GridEvent>>(), new List<StreamSlice>());
        for (var seq = first; seq < first + (ulong)reports; seq++)
        {
            var id = ReportIds.ToBytes(Guid.NewGuid());
            var e = new GridEvent { Accepted = new ReportAccepted { ReportId = id, LocalDate = Day, Category = "a/b", Outcome = Outcome.Opened, IssueId = $"{grid}.{seq}" } };
            state.Apply(seq, e);
            run.Add(new Recorded<GridEvent>(seq, e, Envelope.Unknown));
            var opened = new IssueEvent { Opened = new IssueOpened { GridCode = grid, Category = "a/b", ReportId = id } };
            slices.Add(new StreamSlice($"issue/{grid}.{seq}", 1, [IssueStream.Kind.ToJournal(opened, (int)opened.KindCase)]));
            rows.Add(IssueProjection.Row($"{grid}.{seq}", 1, opened.Opened, IssueState.Open));
        }
        GridStream.Kind.Project(new StreamRun<GridEvent>($"grid/{grid}", grid, run), state, rows);
        slices.Insert(0, new StreamSlice($"grid/{grid}", first, [.. run.Select(e => GridStream.Kind.ToJournal(e.Event, (int)e.Event.KindCase))]));
        return new Append(grid[0], number, Envelope.Unknown, slices, [], rows);
    }

    private readonly Dictionary<string, GridState> states = [];
}
