using Google.Protobuf;
using Grpc.Core;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Connection;

/// <summary>The photo service over gRPC.</summary>
internal sealed class RpcPhotoUplink(FieldGateway.FieldGatewayClient client, Func<Metadata> headers) : IPhotoUplink
{
    /// <summary>Bytes of one message; small enough for a bar that moves on a slow line. The server takes 262,144.</summary>
    private const int ChunkBytes = 64 << 10;

    /// <summary>An upload that takes longer is broken off and goes on from where it came.</summary>
    private static readonly TimeSpan UploadMax = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(30);

    public async Task<PhotoHolding> HoldingAsync(string photoId, long bytes, CancellationToken cancellation)
    {
        var query = new PhotoQuery { PhotoId = photoId, TotalBytes = (ulong)bytes };
        var state = await Translated(async () => await client.PhotoStatusAsync(query, Options(AnswerMax, cancellation)), cancellation);
        return new PhotoHolding((long)Math.Min(state.HeldBytes, (ulong)bytes), state.Complete);
    }

    public Task UploadAsync(QueuedPart part, Stream content, Action<long> sent, CancellationToken cancellation) => Translated(
        async () =>
        {
            using var call = client.UploadPhoto(Options(UploadMax, cancellation));
            await Send(call.RequestStream, part, content, sent, cancellation);
            return await call.ResponseAsync;
        },
        cancellation);

    // A server that has its answer before the last chunk wants no more of them: the response says why.
    private static async Task Send(
        IClientStreamWriter<PhotoChunk> chunks, QueuedPart part, Stream content, Action<long> sent, CancellationToken cancellation)
    {
        var header = new PhotoHeader { PhotoId = part.PhotoId, TotalBytes = (ulong)part.Bytes, Offset = (ulong)part.From };
        if (!await IsTaken(chunks.WriteAsync(new PhotoChunk { Header = header }, cancellation))) return;
        var buffer = new byte[ChunkBytes];
        var at = part.From;
        for (int read; (read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)) > 0;)
        {
            if (!await IsTaken(chunks.WriteAsync(new PhotoChunk { Data = ByteString.CopyFrom(buffer, 0, read) }, cancellation))) return;
            at += read;
            sent(at);
        }

        await IsTaken(chunks.CompleteAsync());
    }

    private static async Task<bool> IsTaken(Task writing)
    {
        try
        {
            await writing;
            return true;
        }
        catch (Exception ended) when (ended is RpcException || RpcFieldService.IsBroken(ended))
        {
            return false;
        }
    }

    private CallOptions Options(TimeSpan within, CancellationToken cancellation) =>
        new(headers(), TimeProvider.System.GetUtcNow().UtcDateTime + within, cancellation);

    private static async Task<T> Translated<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (RpcException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.FailedPrecondition)
        {
            // It holds less or more than was thought: the next attempt asks again.
            throw new FieldServiceException(FieldFault.Unavailable, error.Status.Detail, error);
        }
        catch (RpcException error)
        {
            throw RpcFieldService.Translate(error);
        }
    }
}
