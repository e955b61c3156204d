using System.Runtime.CompilerServices;
using RealtimeGov.Gateway.Admin.Feed;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Gateway.Admin;

/// <summary>The administrators' service. Whether a caller may use it has been decided before it is called.</summary>
internal sealed class AdminService(Administration administration, PlacementFeed feed)
{
    public RpcService Bind() => new RpcService(AdminReflection.Descriptor.Services[0])
        .Unary<GetPlacementRequest, Placement>("GetPlacement", (_, call) => administration.Get(call.Cancellation))
        .ServerStreaming<GetPlacementRequest, Placement>("WatchPlacement", (_, call) => Watch(call.Cancellation))
        .Unary<MoveGridRequest, PlacementChange>("MoveGrid", (request, _) => Changed(() => administration.Move(request)))
        .Unary<DrainSiloRequest, PlacementChange>("DrainSilo", (request, _) => Changed(() => administration.Drain(request)))
        .Unary<RefillSiloRequest, PlacementChange>("RefillSilo", (request, _) => Changed(() => administration.Refill(request)))
        .Unary<WeighSiloRequest, PlacementChange>("WeighSilo", (request, _) => Changed(() => administration.Weigh(request)))
        .Unary<PlanRebalanceRequest, RebalancePlan>("PlanRebalance", (_, call) => administration.Plan(call.Cancellation))
        .Unary<ApplyPlanRequest, PlacementChange>("ApplyPlan", (request, _) => Changed(() => administration.Apply(request)))
        .Unary<ListAuditRequest, AuditLines>("ListAudit", Audit);

    private async IAsyncEnumerable<Placement> Watch([EnumeratorCancellation] CancellationToken cancellation)
    {
        var slot = new PlacementSlot();
        using var watch = feed.Watch(slot);
        while (true) yield return await slot.Next(cancellation);
    }

    private async Task<AuditLines> Audit(ListAuditRequest request, CallContext call)
    {
        try
        {
            return await administration.Audit(request.Before, request.Limit, call.Cancellation);
        }
        catch (ApiException busy)
        {
            throw new RpcException(StatusCode.ResourceExhausted, $"{busy.Error.Code}: {busy.Error.Message}", cause: busy);
        }
    }

    private static async Task<PlacementChange> Changed(Func<Task<ulong>> change)
    {
        try
        {
            return new PlacementChange { Version = await change() };
        }
        catch (AdminException refused)
        {
            throw refused.ForRpc();
        }
    }
}
