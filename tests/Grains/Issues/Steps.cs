using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Grains.Tests.Issues;

/// <summary>Steps as a gateway sends them for people whom it knows, and what the journal says of them.</summary>
internal static class Steps
{
    public static readonly StepTaker Desk = new() { Person = "沈主任", Unit = "T", Roles = { LoopRole.Desk } };

    /// <summary>Of the village that the default routing gives G1's issues to.</summary>
    public static readonly StepTaker Holder = new() { Person = "王师傅", Unit = "V1", Roles = { LoopRole.Holder } };

    public static IssueCommand Accept => new() { Accept = new AcceptIssue() };

    public static IssueCommand Route => new() { Route = new RouteIssue() };

    public static IssueCommand TakeOver => new() { TakeOver = new TakeOverIssue() };

    public static IssueCommand Close => new() { Close = new CloseIssue() };

    public static IssueCommand Resolve(bool feedBack) => new() { Resolve = new ResolveIssue { FeedBack = feedBack }, Content = new StepContent { Text = "已补好", PhotoIds = { new string('a', 64) } } };

    public static IssueCommand Decline => new() { Decline = new DeclineIssue { Reason = DeclineReason.NotPublic }, Content = new StepContent { Text = "属私人场所" } };

    public static IssueCommand By(this IssueCommand step, StepTaker taker, ulong version = 0, string? id = null)
    {
        (step.By, step.AtUs, step.ExpectedVersion, step.CommandId) = (taker, TestTown.NowUs, version, id ?? Guid.NewGuid().ToString());
        return step;
    }

    /// <summary>Takes a step, and fails where it is refused.</summary>
    public static async Task<StepReply> Step(this TestTown town, string issue, IssueCommand command)
    {
        var reply = await town.Grains.Take(issue, command);
        Assert.True(reply.Refused.Length == 0, $"{reply.Refused}: {reply.Detail}");
        return reply;
    }

    public static async Task<IReadOnlyList<IssueStep>> History(this TestTown town, string issue) =>
        await town.Journal.ReadModel.Query(IssueStep.Of(issue), default);

    public static async Task<QueuedIssue> Row(this TestTown town, string issue) =>
        (await town.Journal.ReadModel.Query(QueuedIssue.One(issue), default)).Single();

    public static async Task<int> EventsOf(this TestTown town, string grid, GridEvent.KindOneofCase kind) =>
        (await town.Journal.Streams.Load($"grid/{grid}", default)).Tail.Count(facts => GridEvent.Parser.ParseFrom(facts).KindCase == kind);

    /// <summary>Asks the store until it holds; what it waits for runs beside.</summary>
    public static async Task Until(Func<Task<bool>> holds)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await holds(); await Task.Yield())
            if (TimeProvider.System.GetElapsedTime(began) > Patience.Max) throw new TimeoutException("it did not come to hold");
    }
}
