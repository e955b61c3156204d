using Grpc.Core;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Photos.Upload;

/// <summary>Makes a photo of what arrived: the hash is verified, the file stripped, the result stored.</summary>
internal sealed class Finishing(PhotoStore store, IncomingPhotos incoming)
{
    /// <summary>Photos in memory at once, 40 MB each at most while they are taken apart. The others wait: no more than uploads.</summary>
    public const int PhotosMax = 2;

    private readonly SemaphoreSlim places = new(PhotosMax);

    public async Task<PhotoReceipt> Run(IncomingPhoto photo, PhotoHeader header, CancellationToken cancellation)
    {
        if ((ulong)photo.Length < header.TotalBytes) throw PhotoRefusals.Incomplete(photo.Length, header.TotalBytes);
        await places.WaitAsync(cancellation);
        try
        {
            if (store.Known(header.PhotoId) is { } known)
            {
                photo.Discard();
                return known;
            }

            var stripped = Strip(photo, header);
            store.Put(header.PhotoId, stripped.Bytes.Span);
            photo.Discard();
            incoming.Forget(header.PhotoId);
            return new PhotoReceipt { PhotoId = header.PhotoId, MediaType = stripped.Type.MediaType() };
        }
        finally
        {
            places.Release();
        }
    }

    private static StrippedPhoto Strip(IncomingPhoto photo, PhotoHeader header)
    {
        var original = photo.ReadAll();
        try
        {
            if (PhotoId.Of(original) != header.PhotoId) throw header.Offset == 0 ? PhotoRefusals.HashWrong() : PhotoRefusals.ResumeWrong();
            return PhotoFile.Strip(original);
        }
        catch (PhotoException fault)
        {
            photo.Discard();
            throw PhotoRefusals.NoPhoto(fault);
        }
        catch (RpcException)
        {
            photo.Discard();
            throw;
        }
    }
}
