using Grpc.Core;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk.Rpc;

/// <summary>The desk over gRPC: what `/api/v1/desk` answers, to programs.</summary>
internal sealed partial class DeskService(DeskReads reads, DeskContent content, DeskSteps steps, RecordedReports recorded) : Protos.Desk.DeskBase
{
    public override Task<QueueReply> Queue(QueueRequest request, ServerCallContext context) => RpcErrors.Run(async () =>
    {
        var page = await reads.Queue(context.GetHttpContext().Caller(), Filter(request.Filter), After(request.After), Limit(request.Limit), context.CancellationToken);
        return new QueueReply { Issues = { page.Issues.Select(Line) }, Next = page.Next ?? "" };
    });

    public override Task<DeskIssueFile> Get(GetIssueRequest request, ServerCallContext context) => RpcErrors.Run(async () =>
    {
        var caller = context.GetHttpContext().Caller();
        var issue = await reads.Issue(request.IssueId, context.CancellationToken);
        steps.Need(caller, Permission.ReadIssues, issue.Grid);
        var file = content.Shown(context.GetHttpContext(), await reads.File(issue, steps.May(caller, Permission.ReadContent, issue.Grid), context.CancellationToken));
        return new DeskIssueFile
        {
            Issue = Line(file.Issue), Answerable = file.Answerable, ContentWithheld = file.ContentWithheld, Clocks = { issue.Work.Clocks },
            Reports = { file.Reports.Select(report => new DeskReport { ReportId = report.ReportId, Text = report.Text ?? "", PhotoIds = { report.Photos ?? [] } }) },
            History =
            {
                file.History.Select(line => new DeskHistory
                {
                    Seq = line.Seq, What = line.What, At = line.At, By = line.By, ByUnit = line.ByUnit, Stage = line.Stage, Text = line.Text ?? "", PhotoIds = { line.Photos ?? [] },
                }),
            },
        };
    });

    public override Task<TakeStepReply> TakeStep(TakeStepRequest request, ServerCallContext context) => RpcErrors.Run(async () =>
        Reply(await steps.Take(context.GetHttpContext().Caller(), request.IssueId, RpcSteps.Of(request), context.CancellationToken)));

    public override Task<SearchReply> Search(SearchRequest request, ServerCallContext context) => RpcErrors.Run(async () =>
    {
        var http = context.GetHttpContext();
        var page = content.Shown(http, await reads.Search(http.Caller(), request.Query, Filter(request.Filter), After(request.After), Limit(request.Limit), context.CancellationToken));
        return new SearchReply { Found = { page.Found.Select(one => new FoundDeskIssue { Issue = Line(one.Issue), Text = one.Text }) }, Next = page.Next ?? "" };
    });

    public static TakeStepReply Reply(StepAnswer answer) => new() { IssueId = answer.IssueId, Version = answer.Version, Stage = answer.Stage, Changed = answer.Changed };

    public static string? After(string after) => after.Length > 0 ? after : null;

    public static int Limit(uint limit) => limit switch
    {
        0 => DeskReads.PageUsual,
        <= DeskReads.PageMax => (int)limit,
        _ => throw DeskErrors.LimitOutOfRange(DeskReads.PageMax),
    };

    private static DeskFilter Filter(Protos.DeskFilter? asked) => asked is null ? new() : new(
        asked.Region, asked.View, asked.Stage, asked.Holder, asked.Category, asked.Overdue ? "true" : "", asked.From, asked.Until, asked.Ended ? "true" : "");

    private static DeskIssue Line(IssueLine line) => new()
    {
        IssueId = line.IssueId, Version = line.Version, GridCode = line.GridCode, GridName = line.GridName, Category = line.Category, Stage = line.Stage,
        OpenedAtUs = line.OpenedAtUs, DueUs = line.DueUs == IssueProjection.NeverDueUs ? 0 : line.DueUs, Overdue = line.Overdue, Holder = line.Holder, Supervisor = line.Supervisor,
        Size = line.MatterSize, Urgency = line.UrgencyValue, Card = line.CardValue,
    };
}
