using Grpc.Core;
using RealtimeGov.Gateway.Desk.Rpc;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>The desk and the inbox over gRPC.</summary>
public sealed class RpcDeskTests
{
    private static readonly string Photo = new('a', 64);

    [Fact]
    public async Task The_short_road_goes_over_gRPC_and_the_steward_s_device_hears_each_turn_of_it()
    {
        await using var town = await DeskTown.Start();
        var (shen, wang, device) = (await town.MetadataOf("shen"), await town.MetadataOf("wang"), await town.MetadataOf("S-1"));
        await town.Report("坑洼");
        using var inbox = town.Inbox.Watch(new InboxRequest(), device);
        Assert.Equal("open", (await Next(inbox)).Stage);
        var line = Assert.Single((await town.Desk.QueueAsync(new QueueRequest { Filter = new Protos.DeskFilter { Region = "T" } }, shen)).Issues);
        Assert.Equal(("G1.1", 1UL, "open"), (line.IssueId, line.Version, line.Stage));
        var routed = await town.Desk.TakeStepAsync(Step("G1.1", line.Version, step => step.Route = new RouteIssue()), shen);
        Assert.Equal(("routed", true), (routed.Stage, routed.Changed));
        Assert.Equal("routed", (await Next(inbox)).Stage);
        var late = await Assert.ThrowsAsync<RpcException>(async () => await town.Desk.TakeStepAsync(Step("G1.1", line.Version, step => step.Accept = new AcceptIssue()), shen));
        Assert.Equal(StatusCode.Aborted, late.StatusCode);
        Assert.StartsWith("version_passed: ", late.Status.Detail, StringComparison.Ordinal);
        await town.Desk.TakeStepAsync(Step("G1.1", 0, step => (step.Resolve, step.Text) = (new ResolveIssue { FeedBack = true }, "已填平"), Photo), wang);
        InboxItem heard;
        do heard = await Next(inbox);
        while (heard.Answer is null);
        Assert.Equal(("answered", "已填平"), (heard.Stage, heard.Answer.Text));
        Assert.Equal("closed", (await town.Inbox.TakeStepAsync(new InboxStepRequest { ReportId = heard.ReportId, CommandId = Guid.NewGuid().ToString(), Rate = new RateIssue { Score = 5 } }, device)).Stage);
        var file = await town.Desk.GetAsync(new GetIssueRequest { IssueId = "G1.1" }, shen);
        Assert.Equal(["坑洼"], file.Reports.Select(report => report.Text));
        Assert.Contains(file.History, step => step is { What: "takenOver", By: "wang", Text: "已填平" }); // at the decision's first event
    }

    [Fact]
    public async Task Each_wrong_call_has_its_status_and_its_code()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        var (shen, zhang, device) = (await town.MetadataOf("shen"), await town.MetadataOf("zhang"), await town.MetadataOf("S-2"));
        await Refused(StatusCode.Unauthenticated, "sign_in_needed", () => town.Desk.QueueAsync(new QueueRequest()).ResponseAsync);
        await Refused(StatusCode.PermissionDenied, "not_allowed", () => town.Desk.QueueAsync(new QueueRequest(), device).ResponseAsync);
        await Refused(StatusCode.PermissionDenied, "not_allowed", () => town.Desk.GetAsync(new GetIssueRequest { IssueId = "G1.1" }, zhang).ResponseAsync);
        await Refused(StatusCode.PermissionDenied, "not_allowed", () => town.Desk.TakeStepAsync(Step("G1.1", 1, step => step.Accept = new()), zhang).ResponseAsync);
        await Refused(StatusCode.NotFound, "unknown_issue", () => town.Desk.GetAsync(new GetIssueRequest { IssueId = "G9.9" }, shen).ResponseAsync);
        await Refused(StatusCode.InvalidArgument, "limit_out_of_range", () => town.Desk.QueueAsync(new QueueRequest { Limit = 201 }, shen).ResponseAsync);
        await Refused(StatusCode.InvalidArgument, "query_malformed", () => town.Desk.SearchAsync(new SearchRequest { Query = "灯" }, shen).ResponseAsync);
        await Refused(StatusCode.InvalidArgument, "field_malformed", () => town.Desk.TakeStepAsync(Step("G1.1", 1, _ => { }), shen).ResponseAsync);
        await Refused(StatusCode.InvalidArgument, "field_malformed", () => town.Desk.TakeStepAsync(new TakeStepRequest { IssueId = "G1.1", CommandId = "x", Accept = new() }, shen).ResponseAsync);
        await Refused(StatusCode.FailedPrecondition, "stage_forbids", () => town.Desk.TakeStepAsync(Step("G1.1", 1, step => step.Close = new()), shen).ResponseAsync);
        await Refused(StatusCode.NotFound, "report_unknown", () => town.Inbox.TakeStepAsync(new InboxStepRequest { ReportId = Guid.NewGuid().ToString(), CommandId = Guid.NewGuid().ToString(), Amend = new() }, device).ResponseAsync);
        await Refused(StatusCode.PermissionDenied, "no_steward", async () =>
        {
            using var inbox = town.Inbox.Watch(new InboxRequest(), shen);
            await inbox.ResponseStream.MoveNext(default);
        });

        static async Task Refused(StatusCode status, string code, Func<Task> call)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(call);
            Assert.Equal(status, refused.StatusCode);
            Assert.StartsWith(code, refused.Status.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Words_are_found_over_gRPC_too()
    {
        await using var town = await DeskTown.Start();
        await town.Report("路灯不亮");
        var shen = await town.MetadataOf("shen");
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Yield())
        {
            var found = (await town.Desk.SearchAsync(new SearchRequest { Query = "路灯" }, shen)).Found;
            if (found is [{ Issue.IssueId: "G1.1", Text: "路灯不亮" }]) return;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < RealtimeGov.Tests.Support.Patience.Max);
        }
    }

    [Fact]
    public void Every_step_of_a_call_is_one_of_the_issue_s() =>
        Assert.All(RpcSteps.Fields(TakeStepRequest.Descriptor).Concat(RpcSteps.Fields(InboxStepRequest.Descriptor)), step => Assert.NotNull(step.Taken));

    private static TakeStepRequest Step(string issue, ulong version, Action<TakeStepRequest> step, params string[] photos)
    {
        var request = new TakeStepRequest { IssueId = issue, CommandId = Guid.NewGuid().ToString(), Version = version, PhotoIds = { photos } };
        step(request);
        return request;
    }

    private static async Task<InboxItem> Next(AsyncServerStreamingCall<InboxItem> inbox)
    {
        Assert.True(await inbox.ResponseStream.MoveNext(default).WaitAsync(RealtimeGov.Tests.Support.Patience.Max));
        return inbox.ResponseStream.Current;
    }
}
