using System.Diagnostics;
using OpenTelemetry;

namespace RealtimeGov.Gateway.Host.Telemetry;

/// <summary>
/// Takes from a trace what names somebody: keys of grains, among which are stewards and people, and addresses, which carry
/// the same. What was called stays: the method, the route.
/// </summary>
internal sealed class WithoutNames : BaseProcessor<Activity>
{
    private static readonly string[] Tags = ["orleans.rpc.target_id", "orleans.rpc.source_id", "url.path", "url.query", "url.full", "client.address", "network.peer.address"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Tags) data.SetTag(tag, null);
    }
}
