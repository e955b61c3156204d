using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// Decides on the hub's methods as <see cref="PermissionGate"/> does on endpoints. Only a token of the data folder opens
/// what is guarded: a connection outlives a person's session, and what nobody can take back must not hang on it.
/// </summary>
internal sealed class HubGate(AdminGate admins) : IHubFilter
{
    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext call, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (call.HubMethod.GetCustomAttribute<OpenToAllAttribute>() is null && !IsAdministrator(call.Context)) throw LiveRefusal.TokenNeeded();
        return next(call);
    }

    // As the connection was made: browsers can send no header with a WebSocket, and put the token into its address.
    private bool IsAdministrator(HubCallerContext connection)
    {
        var made = connection.GetHttpContext()?.Request;
        return admins.AdmitsToken(made?.Query["access_token"]) || admins.Admits(made?.Headers.Authorization);
    }
}
