using RealtimeGov.Grains.Grids;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Grains.Tests.Grids;

public sealed class GridGrainTests
{
    [Fact]
    public async Task A_report_opens_an_issue_and_counts()
    {
        await using var town = await TestTown.Start();
        var receipt = await town.Grains.Grid("G1").SendOne(Reports.New());
        Assert.Equal((Outcome.Opened, "G1.1", "G1"), (receipt.Outcome, receipt.IssueId, receipt.GridCode));
        var issue = await town.Grains.ViewIssue("G1.1", new IssueQuery());
        Assert.True(issue.Found);
        Assert.Equal(receipt.ReportId, issue.ReportId);
        Assert.Equal(1ul, (await Day(town, "G1")).Counts.Valid);
    }

    [Fact]
    public async Task S1_J6_a_receipt_waits_until_its_report_is_durable()
    {
        await using var town = await TestTown.Start();
        var commit = town.Faults.Pause("grid/G1", 1);
        var receipt = town.Grains.Grid("G1").SendOne(Reports.New());
        await commit.Reached;
        for (var turns = 0; turns < 10; turns++) await town.Grains.Grid("G1").Day(new DayQuery { Date = turns }); // time enough for it to leave
        Assert.False(receipt.IsCompleted);
        commit.LetGo();
        Assert.Equal(Outcome.Opened, (await receipt).Outcome);
    }

    [Fact]
    public async Task J6_a_duplicate_of_a_report_in_flight_waits_for_it()
    {
        await using var town = await TestTown.Start();
        var (grid, report) = (town.Grains.Grid("G1"), Reports.New());
        var commit = town.Faults.Pause("grid/G1", 1);
        var first = grid.SendOne(report);
        await commit.Reached;
        var second = grid.SendOne(report);
        await town.Grains.Grid("G1").Day(new DayQuery { Date = 1 }); // a turn of the grid after the duplicate was decided on
        Assert.False(second.IsCompleted);
        commit.LetGo();
        Assert.Equal((Outcome.Opened, Outcome.Duplicate), ((await first).Outcome, (await second).Outcome));
        Assert.Equal("G1.1", (await second).IssueId);
    }

    [Fact]
    public async Task S3_nothing_but_the_durable_day_is_told()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        await grid.Send(Reports.New(), Reports.New());
        var commit = town.Faults.Pause("grid/G1", 3);
        var third = grid.SendOne(Reports.New());
        await commit.Reached;
        Assert.Equal(2ul, (await Day(town, "G1")).Counts.Valid);
        commit.LetGo();
        await third;
        Assert.Equal(3ul, (await Day(town, "G1")).Counts.Valid);
    }

    [Fact]
    public async Task J2_commands_waiting_on_a_poisoned_grain_are_decided_again_and_their_callers_see_delay_only()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        await grid.SendOne(Reports.New());
        // Another incarnation writes behind the grain's back: this one has become the zombie.
        await WriteBehind(town, "G1", seq: 2, issue: "G1.2");
        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grid.SendOne(Reports.New())));
        Assert.Equal(Enumerable.Range(3, 20).Select(n => $"G1.{n}"), receipts.Select(r => r.IssueId).Order(IssueOrder.Instance));
        Assert.Equal(22ul, (await Day(town, "G1")).Counts.Valid);
        Assert.Equal(22ul, (await town.Journal.Streams.Load("grid/G1", default)).Head);
    }

    [Fact]
    public async Task J2_a_lost_answer_counts_once()
    {
        await using var town = await TestTown.Start();
        town.Faults.LoseAnswer("grid/G1", 1);
        Assert.Equal("G1.1", (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId);
        Assert.Equal(1ul, (await Day(town, "G1")).Counts.Valid);
        Assert.Equal(1ul, (await town.Journal.Streams.Load("grid/G1", default)).Head);
    }

    [Fact]
    public async Task J3_a_report_that_cannot_be_stored_spoils_no_other()
    {
        await using var town = await TestTown.Start();
        var bad = Guid.NewGuid();
        town.Faults.RefuseAlways(bad);
        var receipts = await town.Grains.Grid("G1").Send(Reports.New(), Reports.New(bad), Reports.New());
        Assert.Equal([Outcome.Opened, Outcome.Invalid, Outcome.Opened], receipts.Select(r => r.Outcome));
        Assert.Equal("not_storable", receipts[1].Reason);
        Assert.Equal(2ul, (await Day(town, "G1")).Counts.Valid);
    }

    [Fact]
    [Trait("lane", "cases")] // case 503: every report of the town waited behind the damaged grid
    public async Task A_grid_whose_pages_are_damaged_answers_retry_and_the_others_of_its_silo_count()
    {
        await using var town = await TestTown.Start();
        await town.Grains.Grid("G1").SendOne(Reports.New());
        town.Faults.Damage("grid/G1");
        var damaged = town.Grains.Grid("G1").SendOne(Reports.New());
        var whole = town.Grains.Grid("G3").SendOne(Reports.New());
        Assert.Equal(Outcome.Opened, (await whole.WaitAsync(Patience.Max)).Outcome);
        var receipt = await damaged.WaitAsync(Patience.Max);
        Assert.Equal((Outcome.Retry, "not_durable"), (receipt.Outcome, receipt.Reason));
        Assert.Equal(1ul, (await Day(town, "G1")).Counts.Valid);
    }

    [Fact]
    public async Task S2_an_id_counts_once_on_whatever_grid_it_comes_again()
    {
        await using var town = await TestTown.Start();
        var report = Reports.New();
        await town.Grains.Grid("G1").SendOne(report);
        var receipts = await town.Grains.Grid("G3").Send(Reports.New(), report, Reports.New());
        Assert.Equal([Outcome.Opened, Outcome.Duplicate, Outcome.Opened], receipts.Select(r => r.Outcome));
        Assert.Equal(("G1", "G1.1"), (receipts[1].GridCode, receipts[1].IssueId));
        Assert.Equal(2ul, (await Day(town, "G3")).Counts.Valid);
    }

    [Fact]
    public async Task S2_an_id_counts_once_after_a_restart()
    {
        await using var town = await TestTown.Start();
        var report = Reports.New();
        await town.Grains.Grid("G1").SendOne(report);
        await town.Restart();
        var again = await town.Grains.Grid("G1").SendOne(report);
        Assert.Equal((Outcome.Duplicate, "G1.1"), (again.Outcome, again.IssueId));
    }

    [Fact]
    public async Task S2_J5_an_id_counts_once_after_its_grid_has_forgotten_it()
    {
        await using var town = await TestTown.Start();
        var (grid, report) = (town.Grains.Grid("G1"), Reports.New());
        await grid.SendOne(report);
        var later = TestTown.NowUs + 9 * Instant.DayUs;
        await grid.Receive(Reports.Batch(later, Reports.New(observedAtUs: later))); // nine days on, the grid keeps eight
        report.ObservedAt = Instant.ToTimestamp(later);
        var again = (await grid.Receive(Reports.Batch(later, report))).Receipts.Single();
        Assert.Equal((Outcome.Duplicate, "G1.1"), (again.Outcome, again.IssueId));
        Assert.Equal(1ul, (await town.Journal.ReadModel.Totals("", default)).Single(t => t.Grid == "G1").Counts.Invalid + 1);
        Assert.Equal(2ul, (await town.Journal.ReadModel.Totals("", default)).Single(t => t.Grid == "G1").Counts.Valid);
    }

    [Fact]
    public async Task S2_one_id_sent_to_two_grids_at_once_counts_once()
    {
        await using var town = await TestTown.Start();
        var ids = Enumerable.Range(0, 50).Select(_ => Guid.NewGuid()).ToList();
        var sent = ids.SelectMany(id => new[] { town.Grains.Grid("G1").SendOne(Reports.New(id)), town.Grains.Grid("G3").SendOne(Reports.New(id)) });
        var outcomes = (await Task.WhenAll(sent)).GroupBy(r => r.Outcome).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal((50, 50), (outcomes[Outcome.Opened], outcomes[Outcome.Duplicate]));
        Assert.Equal(50ul, (await Day(town, "G1")).Counts.Valid + (await Day(town, "G3")).Counts.Valid);
    }

    [Fact]
    public async Task S8_an_invalid_report_is_counted_once_and_changes_nothing_else()
    {
        await using var town = await TestTown.Start();
        var (grid, bad) = (town.Grains.Grid("G1"), Reports.New(steward: "no\u0007body"));
        await grid.SendOne(Reports.New());
        var receipts = new[] { await grid.SendOne(bad), await grid.SendOne(bad) };
        Assert.All(receipts, r => Assert.Equal((Outcome.Invalid, "steward_malformed"), (r.Outcome, r.Reason)));
        await town.Restart();
        Assert.Equal("steward_malformed", (await town.Grains.Grid("G1").SendOne(bad)).Reason);
        var day = await Day(town, "G1");
        Assert.Equal((1ul, 1ul, 1ul), (day.Counts.Valid, day.Counts.Invalid, day.Counts.Opened));
        bad.StewardId = "S-1"; // the id was not consumed
        Assert.Equal(Outcome.Opened, (await town.Grains.Grid("G1").SendOne(bad)).Outcome);
    }

    [Fact]
    public async Task S7_a_grid_holds_2000_undecided_or_uncommitted_reports_and_answers_RETRY_beyond()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        var commit = town.Faults.Pause("grid/G1", 1);
        var held = Enumerable.Range(0, 4).Select(_ => grid.Send([.. Enumerable.Range(0, 500).Select(_ => Reports.New())])).ToList();
        await commit.Reached;
        var beyond = await grid.SendOne(Reports.New()).WaitAsync(Patience.Max);
        Assert.Equal((Outcome.Retry, "grid_full"), (beyond.Outcome, beyond.Reason));
        commit.LetGo();
        Assert.All(await Task.WhenAll(held), receipts => Assert.All(receipts, r => Assert.Equal(Outcome.Opened, r.Outcome)));
        Assert.Equal(2_000ul, (await Day(town, "G1")).Counts.Valid);
        Assert.Equal(2_000, GridGrain.HeldMax);
    }

    [Fact]
    public async Task J8_what_may_be_erased_is_in_no_event_and_no_snapshot()
    {
        await using var town = await TestTown.Start();
        const string text = "独一无二的文字";
        var reports = Enumerable.Range(0, 500).Select(_ => Reports.New(text: text, at: new GeoPoint { Latitude = 30.745, Longitude = 120.485 })).ToArray();
        for (var i = 0; i < 3; i++) await town.Grains.Grid("G1").Send([.. reports.Select(r => new Report(r) { ReportId = Guid.NewGuid().ToString() })]);
        var history = await SnapshotOf(town, "grid/G1");
        byte[][] secrets = [System.Text.Encoding.UTF8.GetBytes(text), "S-1"u8.ToArray(), BitConverter.GetBytes(30.745)];
        Assert.NotNull(history.Snapshot);
        Assert.All(history.Tail.Append(history.Snapshot), bytes =>
            Assert.All(secrets, secret => Assert.Equal(-1, bytes.AsSpan().IndexOf(secret))));
        Assert.Equal(text, (await town.Journal.Streams.Contents("grid/G1", [1], default))[1].Text);
    }

    [Fact]
    public async Task S5_J7_a_restart_replays_the_tail_after_the_last_snapshot_and_shows_the_same()
    {
        await using var town = await TestTown.Start();
        for (var i = 0; i < 25; i++) await town.Grains.Grid("G1").Send([.. Enumerable.Range(0, 100).Select(_ => Reports.New())]);
        var history = await SnapshotOf(town, "grid/G1");
        Assert.InRange(history.SnapshotSeq, 1_000ul, 2_500ul);
        Assert.Equal(2_500ul, history.Head);
        await town.Restart();
        Assert.Equal(2_500ul, (await Day(town, "G1")).Counts.Valid);
        Assert.Equal("G1.2501", (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId);
        Assert.Equal(2_501ul, (await Day(town, "G1")).Counts.Valid);
    }

    [Fact]
    public async Task Reports_that_wait_for_positions_are_decided_in_the_order_in_which_they_came()
    {
        await using var town = await TestTown.Start();
        var here = new GeoPoint { Latitude = 30.745, Longitude = 120.485 };
        await town.Grains.Grid("G1").SendOne(Reports.New());
        await town.Grains.Grid("G1").SendOne(Reports.New(at: here));
        await town.Restart();
        await town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today }); // awake: what is sent while it wakes may overtake
        var looks = town.Grains.Grid("G1").SendOne(Reports.New(at: here)); // among the two, neither placed yet
        var looksNowhere = town.Grains.Grid("G1").SendOne(Reports.New());
        Assert.Equal(["G1.3", "G1.4"], [(await looks).IssueId, (await looksNowhere).IssueId]);
        Assert.Equal(["G1.2"], (await town.Grains.ViewIssue("G1.3", new IssueQuery())).PossibleDuplicates);
    }

    [Fact]
    public async Task Nearness_survives_a_restart_though_no_snapshot_holds_a_position()
    {
        await using var town = await TestTown.Start();
        var here = new GeoPoint { Latitude = 30.745, Longitude = 120.485 };
        await town.Grains.Grid("G1").SendOne(Reports.New(at: here));
        await town.Restart();
        await town.Grains.Grid("G1").SendOne(Reports.New(at: here));
        Assert.Equal(["G1.1"], (await town.Grains.ViewIssue("G1.2", new IssueQuery())).PossibleDuplicates);
    }

    [Fact]
    public async Task A_join_counts_on_the_issue_and_an_unknown_one_is_told()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        await grid.SendOne(Reports.New());
        var joined = await grid.SendOne(Reports.New(joins: "G1.1"));
        var not = await grid.SendOne(Reports.New(joins: "G1.99"));
        Assert.Equal((Outcome.Joined, "G1.1"), (joined.Outcome, joined.IssueId));
        Assert.Equal((Outcome.Opened, "G1.2", "join_unavailable possible_duplicate"), (not.Outcome, not.IssueId, not.Reason));
        Assert.Equal(1ul, (await town.Grains.ViewIssue("G1.1", new IssueQuery())).JoinedReports);
    }

    [Fact]
    public async Task A_report_that_joins_an_issue_unknown_here_and_belongs_elsewhere_is_not_decided()
    {
        await using var town = await TestTown.Start();
        var command = Reports.Batch(TestTown.NowUs, Reports.New(), Reports.New(joins: "G1.99"));
        command.Reports[1].Otherwise = "G3";
        var reply = await town.Grains.Grid("G1").Receive(command);
        Assert.Equal([1u], reply.Elsewhere);
        Assert.Equal(1ul, (await Day(town, "G1")).Counts.Valid);
    }

    [Fact]
    public async Task Many_old_days_keep_their_counts_while_few_stay_in_memory()
    {
        await using var town = await TestTown.Start(new() { AcceptLateDays = 1_000 });
        var grid = town.Grains.Grid("G1");
        for (var round = 0; round < 2; round++)
            for (var day = 0; day < 300; day++)
                await grid.SendOne(Reports.New(observedAtUs: TestTown.NowUs - day * Instant.DayUs));
        Assert.Equal(2ul, (await Day(town, "G1", TestTown.Today - 299)).Counts.Valid);
        Assert.Equal(600ul, (await town.Journal.ReadModel.Totals("", default)).Single().Counts.Valid);
        await town.Restart();
        Assert.Equal(2ul, (await Day(town, "G1", TestTown.Today - 150)).Counts.Valid);
    }

    private static Task<DaySummary> Day(TestTown town, string grid, int? date = null) =>
        town.Grains.Grid(grid).Day(new DayQuery { Date = date ?? TestTown.Today });

    /// <summary>The snapshot is written after the receipt, so it is asked for until it is there.</summary>
    private static async Task<StreamHistory> SnapshotOf(TestTown town, string stream)
    {
        for (var asked = 0; ; asked++)
        {
            var history = await town.Journal.Streams.Load(stream, default);
            if (history.SnapshotSeq > 0 || asked == 1_000) return history;
        }
    }

    private static async Task WriteBehind(TestTown town, string grid, ulong seq, string issue)
    {
        var accepted = new GridEvent { Accepted = new ReportAccepted
        {
            ReportId = Domain.Grids.ReportIds.ToBytes(Guid.NewGuid()), LocalDate = TestTown.Today, Category = "roads/pothole",
            Outcome = Outcome.Opened, IssueId = issue, ObservedAtUs = TestTown.NowUs, ReceivedAtUs = TestTown.NowUs,
        } };
        var rows = new ReadRows();
        var counts = new DayCounts { Valid = 2, Opened = 2, AwaitingReview = 2 };
        counts.ByCategory["roads/pothole"] = 2;
        rows.Add(DayTallyProjection.Row(grid, Domain.Summaries.DayKey.Place(TestTown.Today), Domain.Summaries.Tally.From(counts, seq, []).Freeze()));
        rows.Add(ReportProjection.Row(grid, seq, accepted.Accepted));
        var append = new Append(4711, 1, Envelope.Unknown, [new StreamSlice($"grid/{grid}", seq, [new JournalEvent("Test", Google.Protobuf.MessageExtensions.ToByteArray(accepted))])], [], rows);
        Assert.Equal(CommitAttempt.Committed, await town.Journal.OpenStore("elsewhere").Commit([append], default));
    }

    private sealed class IssueOrder : IComparer<string>
    {
        public static readonly IssueOrder Instance = new();

        public int Compare(string? a, string? b) => Number(a!).CompareTo(Number(b!));

        private static int Number(string id) => int.Parse(id.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
