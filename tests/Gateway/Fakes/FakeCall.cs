using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A call without a server: its metadata, and nothing else that a handler under test asks for.</summary>
internal sealed class FakeCall : ServerCallContext
{
    public FakeCall(string? deviceTime = null)
    {
        var http = new DefaultHttpContext();
        if (deviceTime is not null) http.Request.Headers["device-time"] = deviceTime;
        // Where the library's GetHttpContext looks in calls that are not its own.
        UserState["__HttpContext"] = http;
    }

    protected override string MethodCore => "/realtimegov.v1.FieldGateway/SubmitReport";

    protected override string HostCore => "test";

    protected override string PeerCore => "test";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => throw new NotSupportedException();

    protected override CancellationToken CancellationTokenCore => CancellationToken.None;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
