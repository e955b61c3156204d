using System.Globalization;
using System.Runtime.CompilerServices;
using Google.Protobuf.Reflection;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Devices.Connection;

/// <summary>The field service over gRPC. This file and RpcPhotoUplink alone know RealtimeGov.Rpc.</summary>
public sealed class RpcFieldService : IFieldService
{
    private readonly RpcChannel channel;
    private readonly string? token;

    /// <param name="server">http://HOST:PORT (HTTP/2 without TLS) or https://HOST:PORT.</param>
    /// <param name="token">The device token; null or empty against an open server.</param>
    public RpcFieldService(Uri server, string? token)
    {
        channel = new RpcChannel(server);
        this.token = token;
        Photos = new RpcPhotoUplink(channel, Authorized);
    }

    public IPhotoUplink Photos { get; }

    public Task<IReportStream> OpenAsync(DateTimeOffset deviceTime, CancellationToken cancellation)
    {
        var headers = Authorized();
        headers.Add("device-time", Rfc3339(deviceTime));
        var call = channel.Duplex<ReportBatch, BatchAck>(Method("StreamReports"), new CallOptions(headers));
        // A server that is not there shows when the stream is used.
        return Task.FromResult<IReportStream>(new RpcReportStream(call));
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();

    /// <summary>UTC with milliseconds, such as 2014-09-02T07:30:00.250Z.</summary>
    internal static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static MethodDescriptor Method(string name) => FieldReflection.Descriptor.Services
        .Single(service => service.Name == "FieldGateway").FindMethodByName(name);

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
        return new FieldServiceException(fault, error.Message, error);
    }

    private Metadata Authorized()
    {
        var headers = new Metadata();
        if (!string.IsNullOrEmpty(token))
            headers.Add("authorization", "Bearer " + token);
        return headers;
    }

    private sealed class RpcReportStream(DuplexCall<ReportBatch, BatchAck> call) : IReportStream
    {
        public async ValueTask WriteAsync(ReportBatch batch, CancellationToken cancellation)
        {
            try
            {
                var writing = call.Write(batch);
                if (writing.IsCompletedSuccessfully)
                    writing.GetAwaiter().GetResult();
                else
                    await writing.AsTask().WaitAsync(cancellation);
            }
            catch (RpcException error)
            {
                throw Translate(error);
            }
        }

        public async IAsyncEnumerable<BatchAck> Acknowledgements([EnumeratorCancellation] CancellationToken cancellation)
        {
            await using var acks = call.Responses(cancellation).GetAsyncEnumerator(cancellation);
            while (await Next(acks, cancellation))
                yield return acks.Current;
        }

        public ValueTask DisposeAsync() => call.DisposeAsync();

        private static async ValueTask<bool> Next(IAsyncEnumerator<BatchAck> acks, CancellationToken cancellation)
        {
            try
            {
                return await acks.MoveNextAsync();
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
