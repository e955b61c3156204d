using System.Runtime.CompilerServices;
using Grpc.Core;
using RealtimeGov.Gateway.Admin.Feed;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Grpc;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Admin;

/// <summary>The administrators' service. Whether a caller may use it has been decided before it is called.</summary>
internal sealed class AdminService(Administration administration, PlacementFeed feed) : Protos.Admin.AdminBase
{
    public override Task<Placement> GetPlacement(GetPlacementRequest request, ServerCallContext context) =>
        administration.Get(context.CancellationToken);

    public override Task WatchPlacement(
        GetPlacementRequest request, IServerStreamWriter<Placement> responseStream, ServerCallContext context) =>
        responseStream.WriteAllAsync(Watch(context.CancellationToken), context);

    public override Task<PlacementChange> MoveGrid(MoveGridRequest request, ServerCallContext context) =>
        Changed(() => administration.Move(request, CallerOf(context)));

    public override Task<PlacementChange> DrainSilo(DrainSiloRequest request, ServerCallContext context) =>
        Changed(() => administration.Drain(request, CallerOf(context)));

    public override Task<PlacementChange> RefillSilo(RefillSiloRequest request, ServerCallContext context) =>
        Changed(() => administration.Refill(request, CallerOf(context)));

    public override Task<PlacementChange> WeighSilo(WeighSiloRequest request, ServerCallContext context) =>
        Changed(() => administration.Weigh(request, CallerOf(context)));

    public override Task<RebalancePlan> PlanRebalance(PlanRebalanceRequest request, ServerCallContext context) =>
        administration.Plan(context.CancellationToken);

    public override Task<PlacementChange> ApplyPlan(ApplyPlanRequest request, ServerCallContext context) =>
        Changed(() => administration.Apply(request, CallerOf(context)));

    public override async Task<AuditLines> ListAudit(ListAuditRequest request, ServerCallContext context)
    {
        try
        {
            return await administration.Audit(request.Before, request.Limit, context.CancellationToken);
        }
        catch (ApiException busy)
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, $"{busy.Error.Code}: {busy.Error.Message}", busy));
        }
    }

    private static Caller CallerOf(ServerCallContext context) => context.GetHttpContext().Caller();

    private async IAsyncEnumerable<Placement> Watch([EnumeratorCancellation] CancellationToken cancellation)
    {
        var slot = new PlacementSlot();
        using var watch = feed.Watch(slot);
        while (true) yield return await slot.Next(cancellation);
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
