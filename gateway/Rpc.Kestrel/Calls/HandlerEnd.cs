namespace RealtimeGov.Rpc.Kestrel.Calls;

/// <summary>
/// A flush fails when the caller has gone or the deadline has passed, which the handler is told too. It is waited for all
/// the same: it must be neither disposed of while it runs nor left behind on a call that no longer exists.
/// </summary>
internal static class HandlerEnd
{
    public static async Task Of(Task handler) => await handler.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
