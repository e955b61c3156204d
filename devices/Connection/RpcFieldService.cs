using System.Globalization;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Connection;

/// <summary>The field service over gRPC. This file and RpcPhotoUplink alone know Grpc.Net.Client.</summary>
public sealed class RpcFieldService : IFieldService
{
    private static readonly TimeSpan ConnectMax = TimeSpan.FromSeconds(5);

    // A line that is gone without a word is noticed within these together.
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingAnswerMax = TimeSpan.FromSeconds(20);

    private readonly GrpcChannel channel;
    private readonly FieldGateway.FieldGatewayClient client;
    private readonly string? token;

    /// <param name="server">http://HOST:PORT (HTTP/2 without TLS) or https://HOST:PORT.</param>
    /// <param name="token">The device token; null or empty against an open server.</param>
    public RpcFieldService(Uri server, string? token)
    {
        channel = GrpcChannel.ForAddress(server, new GrpcChannelOptions { HttpHandler = Transport(), DisposeHttpClient = true });
        client = new FieldGateway.FieldGatewayClient(channel);
        this.token = token;
        Photos = new RpcPhotoUplink(client, Authorized);
    }

    public IPhotoUplink Photos { get; }

    public Task<IReportStream> OpenAsync(DateTimeOffset deviceTime, CancellationToken cancellation)
    {
        var headers = Authorized();
        headers.Add("device-time", Rfc3339(deviceTime));
        // A server that is not there shows when the stream is used.
        return Task.FromResult<IReportStream>(new RpcReportStream(client.StreamReports(headers)));
    }

    public ValueTask DisposeAsync()
    {
        channel.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>UTC with milliseconds, such as 2014-09-02T07:30:00.250Z.</summary>
    internal static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// What the library lets through of a connection that was lost during a write, or of a call that has ended: it tells a
    /// status only to whoever reads.
    /// </summary>
    internal static bool IsBroken(Exception error) => error is IOException or HttpRequestException or InvalidOperationException;

    internal static FieldServiceException Translate(RpcException error)
    {
        var fault = error.StatusCode switch
        {
            StatusCode.Unauthenticated or StatusCode.PermissionDenied => FieldFault.Unauthenticated,
            StatusCode.InvalidArgument => FieldFault.Unreadable,
            StatusCode.Unimplemented or StatusCode.NotFound or StatusCode.FailedPrecondition
                or StatusCode.OutOfRange or StatusCode.AlreadyExists => FieldFault.Refused,
            // The rest may pass: a server that restarts, drains, is full, or met a fault of its own.
            _ => FieldFault.Unavailable,
        };
        return new FieldServiceException(fault, error.Status.Detail, error);
    }

    private Metadata Authorized()
    {
        var headers = new Metadata();
        if (!string.IsNullOrEmpty(token))
            headers.Add("authorization", "Bearer " + token);
        return headers;
    }

    private static SocketsHttpHandler Transport() => new()
    {
        ConnectTimeout = ConnectMax,
        KeepAlivePingDelay = SilenceMax,
        KeepAlivePingTimeout = PingAnswerMax,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        // Not what somebody's browser goes through.
        UseProxy = false,
    };

    private sealed class RpcReportStream(AsyncDuplexStreamingCall<ReportBatch, BatchAck> call) : IReportStream
    {
        public async ValueTask WriteAsync(ReportBatch batch, CancellationToken cancellation)
        {
            try
            {
                // The token ends the waiting, not the call: what was sent before may still be acknowledged.
                await call.RequestStream.WriteAsync(batch, CancellationToken.None).WaitAsync(cancellation);
            }
            catch (RpcException error)
            {
                throw Translate(error);
            }
            catch (Exception broken) when (IsBroken(broken))
            {
                throw new FieldServiceException(FieldFault.Unavailable, "the connection broke off", broken);
            }
        }

        public async IAsyncEnumerable<BatchAck> Acknowledgements([EnumeratorCancellation] CancellationToken cancellation)
        {
            while (await Next(call.ResponseStream, cancellation))
                yield return call.ResponseStream.Current;
        }

        public ValueTask DisposeAsync()
        {
            call.Dispose();
            return ValueTask.CompletedTask;
        }

        private static async ValueTask<bool> Next(IAsyncStreamReader<BatchAck> acks, CancellationToken cancellation)
        {
            try
            {
                return await acks.MoveNext(cancellation);
            }
            catch (RpcException) when (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellation);
            }
            catch (RpcException error)
            {
                throw Translate(error);
            }
        }
    }
}
