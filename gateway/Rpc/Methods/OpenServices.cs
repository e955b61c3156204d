namespace RealtimeGov.Rpc;

/// <summary>Services that everybody may call, beside those that want a caller to say who they are.</summary>
public static class OpenServices
{
    /// <summary>For <see cref="RpcOptions.Authorize"/>: lets everybody in to these services, and asks the rule for every other call.</summary>
    public static Func<CallContext, RpcException?> ExceptFor(this Func<CallContext, RpcException?> rule, params RpcService[] open)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(open);
        var prefixes = open.Select(service => $"/{service.Descriptor.FullName}/").ToArray();
        return call => Array.Exists(prefixes, prefix => call.Method.StartsWith(prefix, StringComparison.Ordinal)) ? null : rule(call);
    }
}
