using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using RealtimeGov.Rpc.Framing;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc;

/// <summary>One call of a client, whatever its shape.</summary>
internal sealed class ClientCall<TRequest, TResponse> : IAsyncDisposable
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private const int ReadBufferBytes = 16 * 1024;

    private readonly MethodDescriptor _method;
    private readonly CallOptions _options;
    private readonly RpcChannelOptions _channel;
    private readonly Marshaller<TRequest> _requests;
    private readonly Marshaller<TResponse> _responses;
    private readonly Compression? _compression;
    private readonly CallLifetime _lifetime;
    private Task<HttpResponseMessage> _response = Task.FromException<HttpResponseMessage>(new InvalidOperationException("not started"));
    private RequestContent _content = new(null);
    private PipeReader? _input;
    private MessageReader<TResponse>? _reader;
    private int _read;

    public ClientCall(MethodDescriptor method, CallOptions options, RpcChannelOptions channel)
    {
        _method = method;
        _options = options;
        _channel = channel;
        _requests = Marshaller<TRequest>.Of(method.InputType);
        _responses = Marshaller<TResponse>.Of(method.OutputType);
        _compression = options.CompressRequests ? Compression.Of("gzip") : null;
        _lifetime = new CallLifetime(options, channel.Time);
        Requests = Writer();
    }

    public RequestWriter<TRequest> Requests { get; private set; }

    public Metadata ResponseHeaders { get; private set; } = [];

    public Metadata Trailers { get; private set; } = [];

    /// <summary>With a first message the body is that message alone.</summary>
    public void Start(HttpMessageInvoker transport, Uri address, TRequest? first)
    {
        if (first is not null)
        {
            var body = new ArrayBufferWriter<byte>();
            MessageWriter.Write(body, _requests, first, _compression);
            _content = new RequestContent(body.WrittenMemory);
            Requests = Writer();
        }
        var request = RequestHead.Of(address, _method, _options, _compression);
        request.Content = _content;
        _response = Send(transport, request);
    }

    /// <summary>Completes when the server's headers are here.</summary>
    public Task Opened() => _response;

    public async Task<TResponse> OnlyResponse()
    {
        TResponse? only = null;
        await foreach (var response in Responses(CancellationToken.None))
        {
            if (only is not null) throw new RpcException(StatusCode.Unimplemented, $"{_method.FullName} answered with more than one message");
            only = response;
        }
        return only ?? throw new RpcException(StatusCode.Unimplemented, $"{_method.FullName} answered without a message");
    }

    public async IAsyncEnumerable<TResponse> Responses([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _read, 1) == 1) throw new InvalidOperationException("a call's responses are read once");
        using var cancelling = cancellation.UnsafeRegister(static call => ((ClientCall<TRequest, TResponse>)call!).Cancel(), this);
        var response = await _response;
        if (ResponseStatus.Holds(response.Headers))
        {
            // Trailers only: the status came in place of headers, and no message comes.
            End(response.Headers);
            yield break;
        }
        _reader = Reader(response, await Body(response));
        while (await Next(_reader)) yield return _reader.Current;
        End(response.TrailingHeaders);
    }

    public void Cancel() => _lifetime.Cancel();

    /// <summary>Cancels and cleans up behind the caller's back.</summary>
    public void Abandon() => _ = DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        Cancel();
        _content.Fail(new RpcException(StatusCode.Cancelled, "the call has been disposed of"));
        await ((Task)_response).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_reader is not null) await _reader.Stop();
        if (_input is not null) await _input.CompleteAsync();
        if (_response.IsCompletedSuccessfully) _response.Result.Dispose();
        _lifetime.Dispose();
    }

    private RequestWriter<TRequest> Writer() => new(_content, _requests, _compression, _channel.FlushThresholdBytes, _lifetime);

    private async Task<HttpResponseMessage> Send(HttpMessageInvoker transport, HttpRequestMessage request)
    {
        HttpResponseMessage? response = null;
        try
        {
            _lifetime.Token.ThrowIfCancellationRequested();
            response = await transport.SendAsync(request, _lifetime.Token);
            ResponseStatus.RequireGrpc(response);
            if (ResponseStatus.Holds(response.Headers)) return response;
            ResponseHeaders = ResponseStatus.Metadata(response.Headers);
            _options.OnResponseHeaders?.Invoke(ResponseHeaders);
            return response;
        }
        catch (Exception fault)
        {
            response?.Dispose();
            var known = _lifetime.Translate(fault);
            _content.Fail(known);
            throw known;
        }
    }

    private async Task<Stream> Body(HttpResponseMessage response)
    {
        try
        {
            return await response.Content.ReadAsStreamAsync(_lifetime.Token);
        }
        catch (Exception fault)
        {
            throw _lifetime.Translate(fault);
        }
    }

    private MessageReader<TResponse> Reader(HttpResponseMessage response, Stream body)
    {
        var rules = new ReadRules
        {
            MaxMessageBytes = _channel.MaxReceiveMessageBytes,
            Compression = PeerCompression(response),
            Undecodable = StatusCode.Internal,
            Broken = _lifetime.Translate,
        };
        _input = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: ReadBufferBytes));
        return new MessageReader<TResponse>(_input, _responses, rules, _lifetime.Token);
    }

    // To a server the same is UNIMPLEMENTED: it may be asked for anything. A client has said what it reads.
    private static Compression? PeerCompression(HttpResponseMessage response)
    {
        try
        {
            return Compression.Of(ResponseStatus.Single(response.Headers, HeaderNames.Encoding));
        }
        catch (RpcException unknown)
        {
            throw new RpcException(StatusCode.Internal, unknown.Message);
        }
    }

    private async ValueTask<bool> Next(MessageReader<TResponse> reader)
    {
        try
        {
            return await reader.MoveNextAsync();
        }
        catch (Exception fault)
        {
            var known = _lifetime.Translate(fault);
            _content.Fail(known);
            Cancel();
            throw known;
        }
    }

    private void End(System.Net.Http.Headers.HttpHeaders headers)
    {
        Trailers = ResponseStatus.Metadata(headers);
        _options.OnTrailers?.Invoke(Trailers);
        var fault = ResponseStatus.Fault(headers, Trailers);
        // Requests still being written have nobody left to read them.
        _content.Fail(fault ?? new RpcException(StatusCode.Cancelled, "the server has ended the call with OK"));
        if (fault is not null) throw fault;
    }
}
