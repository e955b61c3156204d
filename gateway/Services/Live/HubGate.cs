using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// Decides on the hub's methods as <see cref="PermissionGate"/> does on endpoints. A connection outlives a person's session: what
/// is shown to people is ended by <see cref="DeskWatches"/> when they are shut out, and what nobody ends, the placement, hangs on a
/// token of the data folder.
/// </summary>
internal sealed class HubGate(AdminGate admins, CallerResolver callers, TownClock clock) : IHubFilter
{
    private const string CallerKey = "caller";

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext call, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (call.HubMethod.GetCustomAttribute<OpenToAllAttribute>() is null) await Admit(call);
        return await next(call);
    }

    /// <summary>Who calls, of a method that only somebody known gets to.</summary>
    public static Caller CallerOf(HubCallerContext connection) => (Caller)connection.Items[CallerKey]!;

    private async Task Admit(HubInvocationContext call)
    {
        var needed = call.HubMethod.GetCustomAttribute<NeedsAttribute>()?.Permission ?? Permission.ManagePlacement;
        if (needed == Permission.ManagePlacement)
        {
            if (!IsAdministrator(call.Context)) throw LiveRefusal.TokenNeeded();
            return;
        }
        var caller = call.Context.GetHttpContext()?.Features.Get<Caller>() ?? Caller.Anonymous; // as the connection was made
        if (!caller.IsKnown || !await callers.StillHolds(caller)) throw LiveRefusal.SignInNeeded();
        if (!caller.MayAnywhere(needed, clock.Today())) throw LiveRefusal.NotAllowed("");
        call.Context.Items[CallerKey] = caller;
    }

    // As the connection was made: browsers can send no header with a WebSocket, and put the token into its address.
    private bool IsAdministrator(HubCallerContext connection)
    {
        var made = connection.GetHttpContext()?.Request;
        return admins.AdmitsToken(made?.Query["access_token"]) || admins.Admits(made?.Headers.Authorization);
    }
}
