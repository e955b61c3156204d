using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Grpc.Core;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Desk.Rpc;
using RealtimeGov.Gateway.Grpc;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Photos.Upload;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Field;

/// <summary>The field devices' service. Whether a caller may use it has been decided before it is called.</summary>
/// <param name="photos">Null where the host takes no photos: their calls are UNIMPLEMENTED.</param>
internal sealed class FieldService(ReportDispatch dispatch, TimeProvider time, PhotoUploads? photos = null, InboxStream? inbox = null) : FieldGateway.FieldGatewayBase
{
    public override async Task<ReportReceipt> SubmitReport(Report request, ServerCallContext context) =>
        (await dispatch.Send([request], CallClock.Of(context, time).OffsetMs(time), sender: ReportSender.Of(context)))[0];

    public override Task StreamReports(
        IAsyncStreamReader<ReportBatch> requestStream, IServerStreamWriter<BatchAck> responseStream, ServerCallContext context)
    {
        var clock = CallClock.Of(context, time);
        return responseStream.WriteAllAsync(Acknowledge(requestStream.ReadAllAsync(), clock, context.CancellationToken, ReportSender.Of(context)), context);
    }

    public override async Task<PhotoReceipt> UploadPhoto(IAsyncStreamReader<PhotoChunk> requestStream, ServerCallContext context)
    {
        if (photos is null) return await base.UploadPhoto(requestStream, context);
        // A device may wait for the headers before it sends.
        await context.WriteResponseHeadersAsync(Metadata.Empty);
        return await photos.Upload(requestStream.ReadAllAsync(), context.GetHttpContext().Caller().Words, context.CancellationToken);
    }

    public override Task<PhotoState> PhotoStatus(PhotoQuery request, ServerCallContext context) =>
        photos?.Status(request) ?? base.PhotoStatus(request, context);

    public override Task Inbox(InboxRequest request, IServerStreamWriter<InboxItem> responseStream, ServerCallContext context) =>
        inbox?.Watch(request, responseStream, context) ?? base.Inbox(request, responseStream, context);

    /// <summary>Acknowledgements in the order of the batches; the next is at hand without waiting whenever it is ready.</summary>
    public async IAsyncEnumerable<BatchAck> Acknowledge(
        IAsyncEnumerable<ReportBatch> batches, CallClock clock, [EnumeratorCancellation] CancellationToken cancellation, ReportSender? sender = null)
    {
        var ahead = new ReadAhead(); // bounds the channel too
        var read = Channel.CreateUnbounded<Task<BatchAck>>(new() { SingleReader = true, SingleWriter = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Read(batches, clock, sender, ahead, read.Writer, ended.Token);
        GatewayMeter.StreamOpened();
        try
        {
            while (await read.Reader.WaitToReadAsync())
            {
                while (read.Reader.TryRead(out var pending))
                {
                    var ack = await pending;
                    ahead.Leave(ack.Receipts.Count);
                    yield return ack;
                }
            }
        }
        finally
        {
            GatewayMeter.StreamEnded();
            ended.Cancel();
            await reading;
        }
    }

    // Ends with the stream. Its fault comes out of the queue behind the batches that were read before it.
    private async Task Read(
        IAsyncEnumerable<ReportBatch> batches, CallClock clock, ReportSender? sender, ReadAhead ahead, ChannelWriter<Task<BatchAck>> read, CancellationToken ended)
    {
        Exception? fault = null;
        try
        {
            var rules = new BatchRules();
            await foreach (var batch in batches.WithCancellation(ended))
            {
                rules.Check(batch);
                read.TryWrite(Decide(batch, clock, sender));
                await ahead.Enter(batch.Reports.Count).WaitAsync(ended);
            }
        }
        catch (Exception error)
        {
            fault = error;
        }

        read.Complete(fault);
    }

    // No token goes with it: what a grid has taken is decided, whether or not the device still listens.
    private async Task<BatchAck> Decide(ReportBatch batch, CallClock clock, ReportSender? sender)
    {
        var (receivedAtUs, began) = (Instant.From(time.GetUtcNow()), time.GetTimestamp());
        var receipts = await dispatch.Send(batch.Reports, clock.OffsetMs(time), batch.Clock, sender);
        GatewayMeter.Acknowledged(time.GetElapsedTime(began));
        return new BatchAck { Sequence = batch.Sequence, ReceivedAtUs = receivedAtUs, Receipts = { receipts } };
    }
}
