using System.Runtime.CompilerServices;
using Google.Protobuf;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Devices.Connection;

/// <summary>The photo service over gRPC.</summary>
internal sealed class RpcPhotoUplink(RpcChannel channel, Func<Metadata> headers) : IPhotoUplink
{
    /// <summary>Bytes of one message; small enough for a bar that moves on a slow line. The server takes 262,144.</summary>
    private const int ChunkBytes = 64 << 10;

    /// <summary>An upload that takes longer is broken off and goes on from where it came.</summary>
    private static readonly TimeSpan UploadMax = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(30);

    public async Task<PhotoHolding> HoldingAsync(string photoId, long bytes, CancellationToken cancellation)
    {
        var query = new PhotoQuery { PhotoId = photoId, TotalBytes = (ulong)bytes };
        var state = await Translated(
            () => channel.Unary<PhotoQuery, PhotoState>(RpcFieldService.Method("PhotoStatus"), query, new CallOptions(headers(), AnswerMax, cancellation)), cancellation);
        return new PhotoHolding((long)Math.Min(state.HeldBytes, (ulong)bytes), state.Complete);
    }

    public Task UploadAsync(QueuedPart part, Stream content, Action<long> sent, CancellationToken cancellation) => Translated(
        () => channel.ClientStreaming<PhotoChunk, PhotoReceipt>(
            RpcFieldService.Method("UploadPhoto"), Chunks(part, content, sent), new CallOptions(headers(), UploadMax, cancellation)),
        cancellation);

    private static async IAsyncEnumerable<PhotoChunk> Chunks(
        QueuedPart part, Stream content, Action<long> sent, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        yield return new PhotoChunk
        {
            Header = new PhotoHeader { PhotoId = part.PhotoId, TotalBytes = (ulong)part.Bytes, Offset = (ulong)part.From },
        };
        var buffer = new byte[ChunkBytes];
        var at = part.From;
        for (int read; (read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)) > 0;)
        {
            yield return new PhotoChunk { Data = ByteString.CopyFrom(buffer, 0, read) };
            at += read;
            sent(at); // Asked for the next one: this one has been taken.
        }
    }

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
            throw new FieldServiceException(FieldFault.Unavailable, error.Message, error);
        }
        catch (RpcException error)
        {
            throw RpcFieldService.Translate(error);
        }
    }
}
