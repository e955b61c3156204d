using RealtimeGov.Domain.Placement;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains;

namespace RealtimeGov.Gateway.Admin;

/// <summary>
/// What administrators may ask, whichever wire they ask on. Names of impossible length are refused here: what is refused
/// further on is repeated to the caller whole.
/// </summary>
internal sealed class Administration(ITownPlacement placement, ApiReads reads, TimeProvider time)
{
    /// <summary>UTF-16 units of a silo's name; an engine's are far shorter.</summary>
    public const int SiloCharactersMax = 64;

    /// <summary>Moves of one plan; a town has fewer grids.</summary>
    public const int MovesMax = 10_000;

    /// <summary>What has changed meanwhile is told so far back; the audit has the rest.</summary>
    private const uint ChangesToldMax = 3;

    /// <summary>A change that is not durable by then is answered so; it may become durable all the same.</summary>
    public static readonly TimeSpan ChangeWithin = TimeSpan.FromSeconds(10);

    public Task<Placement> Get(CancellationToken cancellation) => placement.Get(cancellation);

    public Task<RebalancePlan> Plan(CancellationToken cancellation) => placement.Plan(cancellation);

    /// <exception cref="ApiException">`busy`.</exception>
    public Task<AuditLines> Audit(ulong before, uint limit, CancellationToken cancellation) =>
        reads.Bounded(() => placement.Audit(before, limit, cancellation));

    /// <summary>The placement's version from then on.</summary>
    /// <exception cref="AdminException">Refused: nothing has changed.</exception>
    public Task<ulong> Move(MoveGridRequest request, Caller caller)
    {
        if (!RegionCode.IsWellFormed(request.Grid)) throw UnknownGrid(request.Grid);
        CheckSilo(request.Silo);
        return Change(new ChangePlacement { Move = request }, caller, refused =>
            refused is PlacementErrors.UnknownGrid ? request.Grid : request.Silo);
    }

    /// <inheritdoc cref="Move"/>
    public Task<ulong> Drain(DrainSiloRequest request, Caller caller)
    {
        CheckSilo(request.Silo);
        return Change(new ChangePlacement { Drain = request }, caller, _ => request.Silo);
    }

    /// <inheritdoc cref="Move"/>
    public Task<ulong> Refill(RefillSiloRequest request, Caller caller)
    {
        CheckSilo(request.Silo);
        return Change(new ChangePlacement { Refill = request }, caller, _ => request.Silo);
    }

    /// <inheritdoc cref="Move"/>
    public Task<ulong> Weigh(WeighSiloRequest request, Caller caller)
    {
        CheckSilo(request.Silo);
        return Change(new ChangePlacement { Weigh = request }, caller, _ => request.Silo);
    }

    /// <inheritdoc cref="Move"/>
    public Task<ulong> Apply(ApplyPlanRequest request, Caller caller)
    {
        if (request.Plan is not { } plan) throw AdminRefusals.Of(PlacementErrors.MalformedPlan, "there is no plan");
        if (plan.Moves.Count > MovesMax)
            throw AdminRefusals.Of(PlacementErrors.MalformedPlan, $"the plan has {plan.Moves.Count} moves; at most {MovesMax} are taken");
        foreach (var move in plan.Moves)
        {
            if (!RegionCode.IsWellFormed(move.Grid)) throw UnknownGrid(move.Grid);
            CheckSilo(move.From);
            CheckSilo(move.To);
        }

        return Change(new ChangePlacement { Apply = request }, caller, _ => null);
    }

    // No caller's cancellation goes with it: what is asked is decided.
    private async Task<ulong> Change(ChangePlacement command, Caller caller, Func<string, string?> subjectOf)
    {
        OrderGiver.Sign(command, caller);
        PlacementAnswer answer;
        try
        {
            answer = await placement.Change(command).WaitAsync(ChangeWithin, time);
        }
        catch (Exception e) when (e is NotDurableException or TimeoutException)
        {
            throw AdminRefusals.NotDurable(e);
        }

        if (answer.Refused.Length == 0) return answer.Version;
        // A plan is made anew; an order's giver is told what somebody else has done meanwhile.
        if (answer.Refused == PlacementErrors.PlacementChanged && command.Apply is null)
            throw AdminRefusals.SeenBefore(answer.Detail, await NewestChanges());
        throw AdminRefusals.Of(answer.Refused, answer.Detail, subjectOf(answer.Refused));
    }

    // The newest first. Without the audit the refusal stands all the same.
    private async Task<IReadOnlyList<string>> NewestChanges()
    {
        try
        {
            var audit = await placement.Audit(0, ChangesToldMax, CancellationToken.None).WaitAsync(ChangeWithin, time);
            return [.. audit.Lines.Select(line => $"{line.By}: {line.Action} {line.Subject}, {line.Before} -> {line.After} ({line.Seq})")];
        }
        catch (Exception)
        {
            return [];
        }
    }

    private static void CheckSilo(string name)
    {
        if (name.Length > SiloCharactersMax)
            throw AdminRefusals.Of(PlacementErrors.UnknownSilo, $"no silo named {ApiErrors.Echo(name)} has ever been seen", name);
    }

    private static AdminException UnknownGrid(string code) =>
        AdminRefusals.Of(PlacementErrors.UnknownGrid, $"{ApiErrors.Echo(code)} is no grid of today's tree", code);
}
