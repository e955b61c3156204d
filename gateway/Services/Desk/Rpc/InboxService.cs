using Grpc.Core;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk.Rpc;

/// <summary>A steward's inbox over gRPC, for the device that was enrolled for it.</summary>
internal sealed class InboxService(InboxStream inbox, InboxSteps steps) : Inbox.InboxBase
{
    public override Task Watch(InboxRequest request, IServerStreamWriter<InboxItem> responseStream, ServerCallContext context) =>
        inbox.Watch(request, responseStream, context);

    public override Task<TakeStepReply> TakeStep(InboxStepRequest request, ServerCallContext context) => RpcErrors.Run(async () =>
        DeskService.Reply(await steps.Take(InboxSteps.StewardOf(context.GetHttpContext().Caller()), request.ReportId, RpcSteps.Of(request), context.CancellationToken)));
}
