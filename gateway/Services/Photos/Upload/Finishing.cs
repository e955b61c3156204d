using Grpc.Core;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Photos.Upload;

/// <summary>Makes a photo of what arrived: the hash is verified, the picture made anew, the result stored.</summary>
/// <param name="convert">Makes the picture anew; <see cref="PhotoConversion.Convert"/>, but for tests that hold it up.</param>
internal sealed class Finishing(RecordedPhotos photos, IncomingPhotos incoming, Func<byte[], ConvertedPhoto> convert)
{
    /// <summary>
    /// Photos decoded at once, see <see cref="PhotoConversion.Convert"/> for their memory. A burst of photos takes one core at
    /// most and leaves the others to reports; what waits is no more than <see cref="PhotoUploads.UploadsMax"/>.
    /// </summary>
    public const int DecodedMax = 1;

    private readonly SemaphoreSlim places = new(DecodedMax);

    public async Task<PhotoReceipt> Run(IncomingPhoto photo, PhotoHeader header, string uploader, CancellationToken cancellation)
    {
        if ((ulong)photo.Length < header.TotalBytes) throw PhotoRefusals.Incomplete(photo.Length, header.TotalBytes);
        await places.WaitAsync(cancellation);
        try
        {
            if (await photos.Known(header.PhotoId) is { } known)
            {
                photo.Discard();
                return known;
            }

            // A thread of its own: the pool's are for reports, and a large photo would hold one for seconds.
            var converted = await Task.Factory.StartNew(() => Convert(photo, header), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await photos.Put(header.PhotoId, converted, uploader);
            photo.Discard();
            incoming.Forget(header.PhotoId);
            return new PhotoReceipt { PhotoId = header.PhotoId, MediaType = converted.Type.MediaType() };
        }
        finally
        {
            places.Release();
        }
    }

    private ConvertedPhoto Convert(IncomingPhoto photo, PhotoHeader header)
    {
        var original = photo.ReadAll();
        try
        {
            if (PhotoId.Of(original) != header.PhotoId) throw header.Offset == 0 ? PhotoRefusals.HashWrong() : PhotoRefusals.ResumeWrong();
            return convert(original);
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
