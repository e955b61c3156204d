using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Cluster;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Domain.Search;
using RealtimeGov.Domain.Time;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Projections.Town;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>The short road on PostgreSQL: a report, the desk's steps, the answer in the inbox, closed; with the town's own limits and a word found.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresLoopTests(PostgresCluster cluster) : PostgresTown(cluster)
{
    [Fact]
    public async Task A_report_is_routed_resolved_answered_and_closed_by_the_town_s_own_limits()
    {
        var nowUs = Instant.From(TimeProvider.System.GetUtcNow());
        await using var silos = await ProcessSilos.Start(new ProcessSilosOptions { Silos = 1 }, Journal, new TownDirectory(Journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance);
        await silos.Client.Define(new DefineTown { AtUs = nowUs, Regions = { Region("T", "town", ""), Region("V", "village", "T"), Region("G", "grid", "V") } });
        var limits = new LimitSettings { Limits = { new StepLimit { Clock = IssueClock.Handle, Kind = LimitKind.Continuous, Amount = Instant.HourUs } } };
        Assert.True((await silos.Client.Set(new ChangeSetting { AtUs = nowUs, Setting = new TownSetting { Limits = limits }, Origin = new CommandOrigin { PrincipalKind = "person", PrincipalId = "sun" } })).Changed);
        var set = Assert.Single(await Journal.ReadModel.Query(SettingProjection.All, default));
        Assert.Equal(("sun", limits), (set.PrincipalId, set.Setting.Limits));

        var report = new Report { ReportId = Guid.NewGuid().ToString(), StewardId = "S-1", Origin = Origin.Steward, GridCode = "G", Text = "古镇路口坑洼", ObservedAt = Instant.ToTimestamp(nowUs) };
        var receipt = (await silos.Client.Receive("G", new ReceiveReports { ReceivedAtUs = nowUs, Reports = { new RoutedReport { Report = report } } })).Receipts[0];
        Assert.Equal("G.1", receipt.IssueId);
        await Take(new IssueCommand { Route = new RouteIssue() }, "shen", LoopRole.Desk);
        await Take(new IssueCommand { TakeOver = new TakeOverIssue() }, "wang", LoopRole.Holder);
        var held = await One();
        var handle = held.Work.Clocks.Single(clock => clock.Clock == IssueClock.Handle);
        Assert.Equal(("handling", "V", Instant.HourUs), (held.State, held.Holder, handle.DueUs - handle.StartedAtUs));
        Assert.Equal(["G.1"], (await Journal.ReadModel.Query(QueuedIssue.Queue(new IssueFilter { Grids = ["G"], Handler = "wang", Units = ["V"] }, long.MinValue, "", 10), default)).Select(one => one.IssueId));
        await Take(new IssueCommand { Resolve = new ResolveIssue { FeedBack = true }, Content = new StepContent { Text = "已填平", PhotoIds = { new string('a', 64) } } }, "wang", LoopRole.Holder);
        await Take(new IssueCommand { Close = new CloseIssue() }, "shen", LoopRole.Desk);
        Assert.Equal("closed", (await One()).State);
        var heard = Assert.Single(await Journal.ReadModel.Query(InboxReport.Page("S-1", long.MaxValue, [.. Enumerable.Repeat((byte)0xFF, 17)], 10), default));
        Assert.Equal((IssueEnding.Resolved, "closed"), (heard.Work.Ending, heard.State));

        var word = FoundIssue.Find(new IssueFilter { Grids = ["G"], WithEnded = true }, SearchText.Query("坑洼")!, Journal.ReadModel.Searching, long.MaxValue, 10);
        await Eventually.Holds(async () => await Journal.ReadModel.Query(word, default) is [{ Text: "古镇路口坑洼" }]); // the silo makes it searchable

        async Task Take(IssueCommand command, string person, LoopRole role)
        {
            (command.CommandId, command.AtUs) = (Guid.NewGuid().ToString(), Instant.From(TimeProvider.System.GetUtcNow()));
            command.By = new StepTaker { Person = person, Unit = "V", Roles = { role } };
            var reply = await silos.Client.Take("G.1", command);
            Assert.True(reply.Refused.Length == 0, $"{command.StepCase}: {reply.Refused} {reply.Detail}");
        }

        async Task<QueuedIssue> One() => (await Journal.ReadModel.Query(QueuedIssue.One("G.1"), default)).Single();
    }

    private static Region Region(string code, string kind, string parent) => new() { Code = code, Name = code, Kind = kind, Parent = parent, TimeZone = parent.Length == 0 ? "Asia/Shanghai" : "" };
}
