using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Core = Grpc.Core;

namespace RealtimeGov.Rpc.AspNetCore.Calls;

/// <summary>A call of Grpc.AspNetCore's.</summary>
internal sealed class AspNetCoreCallContext(ServerCallContext core, CancellationToken cancellation) : CallContext
{
    // Asks Grpc.AspNetCore to compress this call's responses; it never travels.
    private const string EncodingRequest = "grpc-internal-encoding-request";

    private static readonly WriteOptions Plain = new(WriteFlags.BufferHint | WriteFlags.NoCompress);
    private static readonly WriteOptions Compressed = new(WriteFlags.BufferHint);

    private readonly HttpContext _http = core.GetHttpContext();
    private readonly CompressionMark _mark = CompressionMark.Of(core.GetHttpContext());
    private Metadata? _requestHeaders;
    private Metadata? _responseHeaders;
    private Metadata? _responseTrailers;
    private int _headersTaken;

    public override string Method => core.Method;

    [field: MaybeNull]
    public override string Peer => field ??= $"{_http.Connection.RemoteIpAddress}:{_http.Connection.RemotePort}";

    public override Metadata RequestHeaders => _requestHeaders ??= ReadHeaders();

    public override Metadata ResponseHeaders => _responseHeaders ??= [];

    public override Metadata ResponseTrailers => _responseTrailers ??= [];

    public override DateTimeOffset? Deadline => core.Deadline == DateTime.MaxValue ? null : new DateTimeOffset(core.Deadline);

    public override CancellationToken Cancellation => cancellation;

    public override bool RequestWasCompressed => _mark.WasCompressed;

    /// <summary>Before a request is read.</summary>
    public void BeforeRequest() => _mark.WasCompressed = false;

    public HttpContext Http => _http;

    public bool HeadersTaken => Volatile.Read(ref _headersTaken) == 1;

    /// <summary>True when there is something in the headers that Grpc.AspNetCore would not send by itself.</summary>
    public bool HeadersMatter => CompressResponses || _responseHeaders is { Count: > 0 };

    public override async ValueTask SendResponseHeaders()
    {
        // The handler and the pump of responses may both want the headers out; one of them sends them.
        if (Interlocked.Exchange(ref _headersTaken, 1) == 1) return;
        var headers = new Core.Metadata();
        if (CompressResponses) headers.Add(EncodingRequest, "gzip");
        Append(headers, ResponseHeaders);
        await core.WriteResponseHeadersAsync(headers);
    }

    /// <summary>Before each response: whether this one is compressed, and that it need not be flushed by itself.</summary>
    public void BeforeResponse() => core.WriteOptions = CompressResponses ? Compressed : Plain;

    /// <summary>Before the status leaves.</summary>
    public async ValueTask End()
    {
        if (_responseTrailers is not null) Append(core.ResponseTrailers, _responseTrailers);
        if (HeadersMatter && !HeadersTaken) await SendResponseHeaders();
    }

    public static Core.Metadata Of(Metadata metadata)
    {
        var converted = new Core.Metadata();
        Append(converted, metadata);
        return converted;
    }

    private static void Append(Core.Metadata into, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            if (entry.IsBinary) into.Add(entry.Key, entry.Bytes.ToArray());
            else into.Add(entry.Key, entry.Text);
        }
        _ = MetadataWire.Send(metadata); // it has been sent: from here on it takes no more entries
    }

    private Metadata ReadHeaders()
    {
        var headers = new Metadata();
        foreach (var (key, values) in _http.Request.Headers)
        {
            foreach (var value in values) MetadataWire.Receive(headers, key, value ?? string.Empty);
        }
        return headers;
    }
}
