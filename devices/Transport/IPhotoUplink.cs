namespace RealtimeGov.Devices.Transport;

/// <summary>
/// The gateway's photo service as the device sees it. Real over gRPC, a fake in tests. A photo that the server will never
/// take is a FieldServiceException with the fault Unreadable, whose message begins with a reason code and a colon.
/// </summary>
public interface IPhotoUplink
{
    /// <summary>How much of a photo the server holds, so that an upload goes on where it broke.</summary>
    /// <exception cref="Connection.FieldServiceException">No answer, or the server refuses this photo or device.</exception>
    Task<PhotoHolding> HoldingAsync(string photoId, long bytes, CancellationToken cancellation);

    /// <summary>Sends a photo's bytes from a place to its end.</summary>
    /// <param name="part">Which photo, and where to begin.</param>
    /// <param name="content">Stands at that place; read to its end, not disposed.</param>
    /// <param name="sent">Told the bytes, from the photo's beginning, that have left the device.</param>
    /// <returns>When the server holds the photo.</returns>
    /// <exception cref="Connection.FieldServiceException">The line broke, or the server refuses this photo or device.</exception>
    Task UploadAsync(QueuedPart part, Stream content, Action<long> sent, CancellationToken cancellation);
}

/// <summary>What the server has of a photo.</summary>
/// <param name="Bytes">Bytes from its beginning.</param>
/// <param name="IsComplete">True when it holds the whole photo.</param>
public readonly record struct PhotoHolding(long Bytes, bool IsComplete);

/// <summary>What is to be sent of a photo.</summary>
/// <param name="PhotoId">SHA-256 of the whole, in hexadecimal.</param>
/// <param name="Bytes">Size of the whole.</param>
/// <param name="From">Where to begin.</param>
public readonly record struct QueuedPart(string PhotoId, long Bytes, long From);
