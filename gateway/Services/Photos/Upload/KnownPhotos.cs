using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Photos.Upload;

internal static class KnownPhotos
{
    /// <summary>The receipt of a photo that is stored, which is thereby confirmed; null when it is not.</summary>
    public static PhotoReceipt? Known(this PhotoStore store, string id)
    {
        if (!store.Confirm(id) || store.Open(id) is not { } stored) return null;
        using (stored.Content) return new PhotoReceipt { PhotoId = id, MediaType = stored.Type.MediaType(), KnownAlready = true };
    }
}
