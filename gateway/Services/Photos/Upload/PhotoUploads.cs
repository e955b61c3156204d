using Grpc.Core;
using Microsoft.Extensions.Logging;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Grains;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Photos.Upload;

/// <summary>`UploadPhoto` and `PhotoStatus`: bytes go to disk as they come, and become a photo when all are there.</summary>
internal sealed class PhotoUploads(
    PhotoOptions options, RecordedPhotos photos, IncomingPhotos incoming, TimeProvider time, ILogger<PhotoUploads> log)
{
    /// <summary>Uploads under way at once; each holds a file, a message and its window, under 2 MB together.</summary>
    public const int UploadsMax = 32;

    /// <summary>Bytes of one message.</summary>
    public const int ChunkBytesMax = 256 * 1024;

    private readonly Finishing finishing = new(photos, incoming, PhotoConversion.Convert);
    private int uploads;

    public async Task<PhotoState> Status(PhotoQuery query)
    {
        Check(query.PhotoId, query.TotalBytes);
        var complete = await IsThere(query.PhotoId);
        var held = complete ? query.TotalBytes : (ulong)incoming.Held(query.PhotoId, (long)query.TotalBytes);
        return new PhotoState { Complete = complete, HeldBytes = held };
    }

    /// <param name="uploader">Kind and id of the principal that sends it, such as "person li.na".</param>
    public async Task<PhotoReceipt> Upload(IAsyncEnumerable<PhotoChunk> chunks, string uploader, CancellationToken call)
    {
        try
        {
            if (Interlocked.Increment(ref uploads) > UploadsMax) throw PhotoRefusals.Busy();
            return await Run(chunks, uploader, call);
        }
        catch (Exception refused) when (refused is IOException or NotDurableException)
        {
            PhotoLog.NotStored(log, refused);
            throw PhotoRefusals.NotStored(refused);
        }
        finally
        {
            Interlocked.Decrement(ref uploads);
        }
    }

    private async Task<PhotoReceipt> Run(IAsyncEnumerable<PhotoChunk> chunks, string uploader, CancellationToken call)
    {
        using var patience = new UploadPatience(time, call);
        var held = 0L;
        try
        {
            await using var messages = chunks.GetAsyncEnumerator(patience.Token);
            var header = await Header(messages);
            if (await photos.Known(header.PhotoId) is { } known) return known;
            RefuseWithoutSpace();
            using var photo = Open(header);
            while (await messages.MoveNextAsync())
            {
                patience.Renew();
                await Take(messages.Current, header, photo);
                held = photo.Length;
            }

            patience.AllCame();
            return await finishing.Run(photo, header, uploader, patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsOver && !call.IsCancellationRequested)
        {
            throw PhotoRefusals.Silent(held);
        }
    }

    private async Task<bool> IsThere(string id)
    {
        try
        {
            return await photos.Confirm(id);
        }
        catch (NotDurableException refused)
        {
            throw PhotoRefusals.NotStored(refused);
        }
    }

    private static async Task<PhotoHeader> Header(IAsyncEnumerator<PhotoChunk> messages)
    {
        if (!await messages.MoveNextAsync() || messages.Current.PartCase != PhotoChunk.PartOneofCase.Header) throw PhotoRefusals.HeaderMissing();
        var header = messages.Current.Header;
        Check(header.PhotoId, header.TotalBytes);
        if (header.Offset > header.TotalBytes) throw PhotoRefusals.OffsetBeyondEnd(header.Offset, header.TotalBytes);
        return header;
    }

    private static void Check(string id, ulong total)
    {
        if (!PhotoId.IsWellFormed(id)) throw PhotoRefusals.IdMalformed();
        try
        {
            PhotoLimits.CheckBytes(total);
        }
        catch (PhotoException fault)
        {
            throw PhotoRefusals.NoPhoto(fault);
        }
    }

    private void RefuseWithoutSpace()
    {
        var free = options.FreeBytes(options.Folder);
        if (free >= PhotoOptions.FreeBytesMin) return;
        PhotoLog.DiskFull(log, free, PhotoOptions.FreeBytesMin);
        throw PhotoRefusals.NoSpace();
    }

    private IncomingPhoto Open(PhotoHeader header) =>
        incoming.Open(header.PhotoId, (long)header.TotalBytes, (long)header.Offset)
        ?? throw PhotoRefusals.OffsetNotHeld(header.Offset, incoming.Held(header.PhotoId, (long)header.TotalBytes));

    // A broken connection keeps what came; a message that is wrong shows a device whose bytes are not worth keeping.
    private static async ValueTask Take(PhotoChunk message, PhotoHeader header, IncomingPhoto photo)
    {
        if (Fault(message, header, photo) is { } fault)
        {
            photo.Discard();
            throw fault;
        }

        await photo.Append(message.Data.Memory);
    }

    private static RpcException? Fault(PhotoChunk message, PhotoHeader header, IncomingPhoto photo)
    {
        if (message.PartCase == PhotoChunk.PartOneofCase.Header) return PhotoRefusals.HeaderRepeated();
        if (message.Data.IsEmpty) return PhotoRefusals.ChunkEmpty();
        if (message.Data.Length > ChunkBytesMax) return PhotoRefusals.ChunkTooLarge(message.Data.Length);
        if ((ulong)(photo.Length + message.Data.Length) > header.TotalBytes) return PhotoRefusals.BytesOver(header.TotalBytes);
        // Known at once, so that a device does not send 10 MB of what is not taken.
        return photo.Length == 0 && message.Data.Length >= PhotoTypes.HeadBytes && PhotoTypes.Of(message.Data.Span) is null
            ? PhotoRefusals.NoPhoto(RefusedType.Fault(message.Data.Span))
            : null;
    }
}
