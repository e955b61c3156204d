using Grpc.Core;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A call without a server: its metadata, and nothing else that a handler under test asks for.</summary>
internal sealed class FakeCall(string? deviceTime = null) : ServerCallContext
{
    protected override string MethodCore => "/realtimegov.v1.FieldGateway/SubmitReport";

    protected override string HostCore => "test";

    protected override string PeerCore => "test";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore { get; } = deviceTime is null ? [] : new Metadata { { "device-time", deviceTime } };

    protected override CancellationToken CancellationTokenCore => CancellationToken.None;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
