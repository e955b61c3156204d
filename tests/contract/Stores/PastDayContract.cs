using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Cluster;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using Xunit.Abstractions;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>
/// What was on the wall at a moment is what the journal makes of it afterwards, in every store. A day is lived through by a clock that a test
/// sets; after each step the figures are kept as they are, and later asked for as of that step.
/// </summary>
public abstract partial class PastDayContract
{
    private const string Trade = "X"; // steward S-2's
    private static readonly string[] Grids = ["G1", "G2", "G3"];
    private static readonly DateTimeOffset Midnight = new(2026, 3, 9, 0, 0, 0, TimeSpan.FromHours(8));
    private static readonly int Day = LocalDay.From(new DateOnly(2026, 3, 9));

    private readonly SetTime time = new(Midnight.AddDays(-1).AddHours(9));
    private IJournal journal = null!;
    private ProcessSilos silos = null!;

    private protected async Task Live(IJournal store)
    {
        journal = store;
        await using var running = await ProcessSilos.Start(new ProcessSilosOptions { Silos = 2 }, store, new TownDirectory(store.ReadModel), time, NullLoggerFactory.Instance);
        silos = running;
        await silos.Client.Define(new DefineTown
        {
            AtUs = NowUs,
            Regions = { Region("T", "town", ""), Region("V", "village", "T"), Region(Trade, "trade", "T"), Region("G1", "grid", "V"), Region("G2", "grid", "V"), Region("G3", "grid", "V") },
            Categories = { new Category { Code = "roads/pothole" }, new Category { Code = "water/ditch" } },
        });
        await silos.Client.Register(new RegisterSteward { Steward = new Steward { Id = "S-2", Name = "费一", HomeGrid = "G2", Unit = Trade }, AtUs = NowUs });
        await silos.Directory.Refresh(default);

        await Send("G1", Report(), Report()); // of the day before, whose events are none of this day's
        var kept = new List<Kept>();
        var (first, second, third, solved) = (Report(), Report("water/ditch"), Report(steward: "S-2"), Report(disposition: Disposition.SolvedOnSpot));

        await Step(-2, "ahead of midnight", async () => await Send("G1", Report(observed: Midnight.AddMinutes(1))));
        await Step(5, "three at once", async () => await Send("G1", first, second, third));
        await Step(10, "another grid, recorded only", async () => await Send("G2", solved, Report(steward: "S-2", disposition: Disposition.SolvedOnSpot)));
        await Step(15, "a duplicate", async () => Assert.Equal(Outcome.Duplicate, (await Send("G1", first))[0].Outcome));
        await Step(20, "an invalid one", async () => Assert.Equal(Outcome.Invalid, (await Send("G1", Report(text: new string('长', 2_001))))[0].Outcome));
        await Step(25, "one that joins", async () => Assert.Equal(Outcome.Joined, (await Send("G1", Report(joins: "G1.4")))[0].Outcome));
        await Step(30, "accepted", () => Take("G1.4", new IssueCommand { Route = new RouteIssue() }, LoopRole.Desk));
        await Step(35, "declined", () => Take("G1.5", new IssueCommand { Decline = new DeclineIssue { Reason = DeclineReason.TooVague }, Content = Words }, LoopRole.Desk));
        await Step(40, "declined, of a trade", () => Take("G1.6", new IssueCommand { Decline = new DeclineIssue { Reason = DeclineReason.TooVague }, Content = Words }, LoopRole.Desk));
        await Step(45, "appealed", () => Take("G1.6", new IssueCommand { Appeal = new AppealDecline(), Content = Words }, LoopRole.Reporter, "S-2", third));
        await Step(50, "heard", () => Take("G1.6", new IssueCommand { Accept = new AcceptIssue() }, LoopRole.Desk));
        await Step(55, "a recorded one stands", async () => await silos.Client.Review("G2", new ReviewRecorded { ReportId = solved.ReportId, Reviewer = "沈主任", AtUs = NowUs }));
        await Step(60, "resolved and told", () => Take("G1.4", new IssueCommand { Resolve = new ResolveIssue { FeedBack = true }, Content = Done }, LoopRole.Holder, "wang"));
        await Step(65, "closed", () => Take("G1.4", new IssueCommand { Close = new CloseIssue() }, LoopRole.Desk));
        await Step(70, "of the day before, late", async () => await Send("G3", Report(observed: Midnight.AddHours(-3))));
        await Step(24 * 60 - 1, "the last minute", async () => await Send("G3", Report(observed: Midnight.AddHours(2))));
        await Step(24 * 60 + 9 * 60, "late, the day after", async () => await Send("G2", Report(observed: Midnight.AddHours(20)))); // it counts on the day, and was not known within it
        var late = kept[^1];
        kept.RemoveAt(kept.Count - 1);

        var past = await Past(Day);
        Assert.True(past.IsTimed);
        foreach (var was in kept)
        {
            Same(was, past, was.AtUs);
            Same(was, past, was.AtUs + Instant.MinuteUs); // nothing happens between two steps
        }
        Assert.Empty(past.Days(kept[0].AtUs - 1, ""));
        Assert.NotEqual(late.Days[""], past.Days(Us(24 * 60), ""));
        Assert.Equal((7ul, 6ul, 5ul, 6ul), (ValidAt(34), ValidAt(35), ValidAt(49), ValidAt(50))); // valid until it was declined, and again when the appeal was heard

        // As long as the history may be: of no other time is anything read.
        var read = await journal.ReadModel.Query(PastEvent.OfDay(Day, Grids, Us(0), Us(24 * 60), int.MaxValue), default);
        Assert.All(read, e => Assert.InRange(e.RecordedAtUs, Us(-2), Us(24 * 60) - 1)); // ahead of midnight: the day's own first report
        Assert.DoesNotContain(read, e => e.Grid == "G1" && e.Seq <= 2);
        Assert.Equal(3, (await journal.ReadModel.Query(PastEvent.OfDay(Day, Grids, Us(0), Us(24 * 60), 3), default)).Count);

        async Task Step(int minute, string what, Func<Task> take)
        {
            time.Now = Midnight.AddMinutes(minute);
            await take();
            await Eventually.Holds(async () => (await journal.Outbox.OfGrids(Grids, 1, default)).Count == 0);
            kept.Add(await Keep(what));
        }

        ulong ValidAt(int minute) => past.Days(Us(minute), "").Aggregate(0ul, (sum, row) => sum + row.Counts.Valid);
    }

    private long NowUs => Instant.From(time.Now);

    private static StepContent Words => new() { Text = "说不清" };

    private static StepContent Done => new() { Text = "已填平", PhotoIds = { new string('a', 64) } };

    private static long Us(int minute) => Instant.From(Midnight.AddMinutes(minute));

    private async Task<PastDay> Past(int day) =>
        new(day, await journal.ReadModel.Query(PastEvent.OfDay(day, Grids, Us(-60), Us(25 * 60), int.MaxValue), default));

    private async Task<Kept> Keep(string what)
    {
        var (days, newest, hours) = (new Dictionary<string, IReadOnlyList<DayTally>>(), new Dictionary<string, IReadOnlyList<FeedItem>>(), new Dictionary<string, IReadOnlyList<ulong>>());
        foreach (var unit in (string[])["", Trade])
        {
            days[unit] = await journal.ReadModel.Days(Day, unit, default);
            newest[unit] = await journal.ReadModel.Newest(Day, unit, Grids.ToHashSet(), Newest.Max, default);
            hours[unit] = await journal.ReadModel.Hours(Day, unit, Grids.ToHashSet(), Us(0), 24, default);
        }
        return new Kept(what, NowUs, days, newest, hours);
    }

    private static void Same(Kept was, PastDay past, long atUs)
    {
        foreach (var unit in was.Days.Keys)
        {
            var days = past.Days(atUs, unit);
            Assert.True(was.Days[unit].SequenceEqual(days), $"{was.What}, {unit}:\n{Text(was.Days[unit])}\nand not\n{Text(days)}");
            Assert.Equal(was.Newest[unit], past.Newest(atUs, unit, Grids.ToHashSet()));
            Assert.Equal(was.Hours[unit], past.Hours(atUs, unit, Grids.ToHashSet(), Us(0), 24));
        }
        Assert.Empty(past.Newest(atUs, "", new HashSet<string>()));
    }

    private static string Text(IEnumerable<DayTally> rows) => string.Join('\n', rows.Select(row => $"{row.Grid}|{row.Unit}|{row.Date}|{row.Version}|{row.Counts}"));

    private Report Report(string category = "roads/pothole", string steward = "S-1", string text = "路面有坑", string joins = "", Disposition disposition = Disposition.Handle, DateTimeOffset? observed = null) => new()
    {
        ReportId = Guid.NewGuid().ToString(), StewardId = steward, Category = category, Text = text, JoinsIssueId = joins, Disposition = disposition, Origin = Origin.Steward,
        ObservedAt = Instant.ToTimestamp(Instant.From(observed ?? DateTimeOffset.MinValue)),
    };

    private async Task<IReadOnlyList<ReportReceipt>> Send(string grid, params Report[] reports)
    {
        var command = new ReceiveReports { ReceivedAtUs = NowUs };
        foreach (var report in reports)
        {
            if (report.ObservedAt.Seconds < 0) report.ObservedAt = Instant.ToTimestamp(NowUs); // observed as it is sent
            report.GridCode = grid;
            command.Reports.Add(new RoutedReport { Report = report });
        }
        return (await silos.Client.Receive(grid, command)).Receipts;
    }

    private async Task Take(string issue, IssueCommand command, LoopRole role, string person = "shen", Report? report = null)
    {
        (command.CommandId, command.AtUs) = (Guid.NewGuid().ToString(), NowUs);
        command.By = new StepTaker { Person = person, Unit = "V", Roles = { role } };
        if (report is not null) command.By.ReportId = ReportIds.ToBytes(Guid.Parse(report.ReportId));
        var reply = await silos.Client.Take(issue, command);
        Assert.True(reply.Refused.Length == 0, $"{command.StepCase}: {reply.Refused} {reply.Detail}");
    }

    private static Region Region(string code, string kind, string parent) => new() { Code = code, Name = code, Kind = kind, Parent = parent, TimeZone = parent.Length == 0 ? "Asia/Shanghai" : "" };

    private sealed record Kept(
        string What, long AtUs, IReadOnlyDictionary<string, IReadOnlyList<DayTally>> Days, IReadOnlyDictionary<string, IReadOnlyList<FeedItem>> Newest, IReadOnlyDictionary<string, IReadOnlyList<ulong>> Hours);

    private sealed class SetTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

public sealed class SqlitePastDayTests(ITestOutputHelper output) : PastDayContract
{
    [Fact]
    public async Task Of_a_long_journal_only_the_day_is_read()
    {
        using var folder = new TempFolder();
        await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System);
        await Cost(journal, output);
    }

    [Fact]
    public async Task A_day_as_of_a_moment_is_what_was_shown_then()
    {
        using var folder = new TempFolder();
        await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System);
        await Live(journal);
    }
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresPastDayTests(PostgresCluster cluster, ITestOutputHelper output) : PastDayContract
{
    [Fact]
    public async Task Of_a_long_journal_only_the_day_is_read()
    {
        await using var journal = await Journal.Postgres.PostgresJournal.Open(new() { ConnectionString = await cluster.CreateDatabase() }, TimeProvider.System);
        await Cost(journal, output);
    }

    [Fact]
    public async Task A_day_as_of_a_moment_is_what_was_shown_then()
    {
        await using var journal = await Journal.Postgres.PostgresJournal.Open(new() { ConnectionString = await cluster.CreateDatabase() }, TimeProvider.System);
        await Live(journal);
    }
}
