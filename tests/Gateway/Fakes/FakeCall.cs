using RealtimeGov.Rpc;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A call without a server.</summary>
internal sealed class FakeCall(string? deviceTime = null, CancellationToken cancellation = default) : CallContext
{
    public override string Method => "/realtimegov.v1.FieldGateway/StreamReports";

    public override string Peer => "test";

    public override Metadata RequestHeaders { get; } = Of(deviceTime);

    public override Metadata ResponseHeaders { get; } = [];

    public override Metadata ResponseTrailers { get; } = [];

    public override DateTimeOffset? Deadline => null;

    public override CancellationToken Cancellation => cancellation;

    public override ValueTask SendResponseHeaders() => ValueTask.CompletedTask;

    private static Metadata Of(string? deviceTime)
    {
        var headers = new Metadata();
        if (deviceTime is not null) headers.Add("device-time", deviceTime);
        return headers;
    }
}
