using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RealtimeGov.Rpc.Framing;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc.Kestrel.Calls;

/// <summary>A call on one HTTP/2 stream of Kestrel's.</summary>
internal sealed class KestrelCallContext(HttpContext http, string method, CallClock clock) : CallContext
{
    private Metadata? _requestHeaders;
    private Metadata? _responseHeaders;
    private Metadata? _responseTrailers;
    private int _headersTaken;

    public override string Method { get; } = method;

    [field: MaybeNull]
    public override string Peer => field ??= $"{http.Connection.RemoteIpAddress}:{http.Connection.RemotePort}";

    public override Metadata RequestHeaders => _requestHeaders ??= ReadHeaders();

    public override Metadata ResponseHeaders => _responseHeaders ??= [];

    public override Metadata ResponseTrailers => _responseTrailers ??= [];

    public override DateTimeOffset? Deadline => clock.Deadline;

    public override CancellationToken Cancellation => clock.Token;

    public override bool RequestWasCompressed => Requests is { LastWasCompressed: true };

    /// <summary>What the handler reads; null before.</summary>
    public IMessageSource? Requests { get; set; }

    /// <summary>Whether the caller has said that no request follows, as far as the handler has read.</summary>
    public bool RequestsEnded => Requests is { Ended: true };

    /// <summary>What `grpc-encoding` has promised; null when nothing can be compressed any more.</summary>
    public Compression? PromisedCompression { get; private set; }

    public bool HeadersTaken => Volatile.Read(ref _headersTaken) == 1;

    public override async ValueTask SendResponseHeaders()
    {
        if (!TakeHeaders()) return;
        await http.Response.StartAsync(CancellationToken.None);
        await http.Response.BodyWriter.FlushAsync(Cancellation);
    }

    /// <summary>Starts the response without a flush: what follows carries the headers along.</summary>
    public Task StartResponse() => TakeHeaders() ? http.Response.StartAsync(CancellationToken.None) : Task.CompletedTask;

    /// <summary>
    /// Writes the status. A call that failed before it had anything to say is answered with trailers only: the status
    /// stands in the headers, and no body follows.
    /// </summary>
    public async ValueTask End(RpcException? fault)
    {
        if (http.RequestAborted.IsCancellationRequested) return;
        var trailersOnly = fault is not null && !HeadersTaken && _responseHeaders is not { Count: > 0 };
        if (!trailersOnly) await StartResponse();
        var fields = trailersOnly
            ? http.Response.Headers
            : http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        fields.GrpcStatus = fault is null ? "0" : StatusText.Of(fault.StatusCode);
        if (fault is { Message.Length: > 0 }) fields.GrpcMessage = StatusMessage.Encode(fault.Message);
        if (_responseTrailers is not null) Append(fields, _responseTrailers);
        if (fault is { Trailers.Count: > 0 }) Append(fields, fault.Trailers);
    }

    // The handler and the writer of responses may both want the headers out; one of them sends them.
    private bool TakeHeaders()
    {
        if (Interlocked.Exchange(ref _headersTaken, 1) == 1) return false;
        if (CompressResponses && Compression.Shared(http.Request.Headers.GrpcAcceptEncoding) is { } compression)
        {
            PromisedCompression = compression;
            http.Response.Headers.GrpcEncoding = compression.Name;
        }
        Append(http.Response.Headers, ResponseHeaders);
        return true;
    }

    private static void Append(IHeaderDictionary fields, Metadata metadata)
    {
        foreach (var (key, value) in MetadataWire.Send(metadata)) fields.Append(key, value);
    }

    private Metadata ReadHeaders()
    {
        var headers = new Metadata();
        foreach (var (key, values) in http.Request.Headers)
        {
            foreach (var value in values) MetadataWire.Receive(headers, key, value ?? string.Empty);
        }
        return headers;
    }
}
