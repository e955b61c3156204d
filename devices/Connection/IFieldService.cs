using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Connection;

/// <summary>The gateway's field service as the device sees it: streams of batches, and photos. Real over gRPC, a fake in tests.</summary>
public interface IFieldService : IAsyncDisposable
{
    /// <summary>
    /// Opens one StreamReports call that tells <paramref name="deviceTime"/> as the device's clock.
    /// Every failure, of this call or of the stream's, is a <see cref="FieldServiceException"/>.
    /// </summary>
    Task<IReportStream> OpenAsync(DateTimeOffset deviceTime, CancellationToken cancellation);

    /// <summary>Where photos go, over the same connection.</summary>
    Transport.IPhotoUplink Photos { get; }
}

/// <summary>One open stream. One writer and one reader at a time; disposing it ends the call.</summary>
public interface IReportStream : IAsyncDisposable
{
    /// <summary>Sends a batch; returns when it has left the device, which says nothing of its receipt.</summary>
    ValueTask WriteAsync(ReportBatch batch, CancellationToken cancellation);

    /// <summary>Acknowledgements as they arrive; ends when the server ends the call with OK.</summary>
    IAsyncEnumerable<BatchAck> Acknowledgements(CancellationToken cancellation);
}
