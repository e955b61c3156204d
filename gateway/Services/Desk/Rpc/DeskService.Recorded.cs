using Grpc.Core;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk.Rpc;

/// <summary>What was only recorded, and its review.</summary>
internal sealed partial class DeskService
{
    public override Task<RecordedReply> Recorded(RecordedRequest request, ServerCallContext context) => RpcErrors.Run(async () =>
    {
        var http = context.GetHttpContext();
        var page = content.Shown(http, await recorded.Page(
            http.Caller(), request.Region, request.From, request.Until, After(request.After), Limit(request.Limit), context.CancellationToken));
        return new RecordedReply { Reports = { page.Reports.Select(Line) }, Next = page.Next ?? "" };
    });

    public override Task<ReviewRecordedReply> ReviewRecorded(ReviewRecordedRequest request, ServerCallContext context) => RpcErrors.Run(async () =>
    {
        var asked = request.Reviews.Select(one => new AskedReview(one.GridCode, one.ReportId, one.Withdraw, one.Reason)).ToList();
        var answer = await recorded.Review(context.GetHttpContext().Caller(), asked, context.CancellationToken);
        return new ReviewRecordedReply
        {
            Results = { answer.Results.Select(one => new RecordedReviewResult { ReportId = one.ReportId, Refused = one.Error?.Code ?? "", Changed = one.Changed ?? false }) },
        };
    });

    private static RecordedReport Line(RecordedLine line) => new()
    {
        ReportId = line.ReportId, GridCode = line.GridCode, GridName = line.GridName, Category = line.Category, Date = line.Date, ObservedAt = line.ObservedAt,
        ReceivedAt = line.ReceivedAt, Text = line.Text ?? "", PhotoIds = { line.Photos ?? [] }, ContentWithheld = line.Text is null,
    };
}
