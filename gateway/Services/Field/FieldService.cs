using System.Threading.Channels;
using RealtimeGov.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Gateway.Field;

/// <summary>The field devices' service. Whether a caller may use it has been decided before it is called.</summary>
/// <param name="stopping">The server is about to stop: streams end with UNAVAILABLE once what was read is acknowledged.</param>
internal sealed class FieldService(ReportDispatch dispatch, TimeProvider time, CancellationToken stopping)
{
    public RpcService Bind() => new RpcService(FieldReflection.Descriptor.Services[0])
        .Unary<Report, ReportReceipt>("SubmitReport", SubmitReport)
        .Duplex<ReportBatch, BatchAck>("StreamReports", StreamReports);

    public async Task<ReportReceipt> SubmitReport(Report report, CallContext call) =>
        (await dispatch.Send([report], DeviceClock.OffsetMs(call, time)))[0];

    /// <summary>Acknowledgements in the order of the batches; the next is at hand without waiting whenever it is ready.</summary>
    public async IAsyncEnumerable<BatchAck> StreamReports(IAsyncEnumerable<ReportBatch> batches, CallContext call)
    {
        var clockOffsetMs = DeviceClock.OffsetMs(call, time);
        var ahead = new ReadAhead(); // bounds the channel too
        var read = Channel.CreateUnbounded<Task<BatchAck>>(new() { SingleReader = true, SingleWriter = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, stopping);
        var reading = Read(batches, clockOffsetMs, ahead, read.Writer, ended.Token);
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
            ended.Cancel();
            await reading;
        }
    }

    // Ends with the stream. Its fault comes out of the queue behind the batches that were read before it.
    private async Task Read(
        IAsyncEnumerable<ReportBatch> batches, long clockOffsetMs, ReadAhead ahead, ChannelWriter<Task<BatchAck>> read, CancellationToken ended)
    {
        Exception? fault = null;
        try
        {
            var rules = new BatchRules();
            await foreach (var batch in batches.WithCancellation(ended))
            {
                rules.Check(batch);
                read.TryWrite(Decide(batch, clockOffsetMs));
                await ahead.Enter(batch.Reports.Count).WaitAsync(ended);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            fault = new RpcException(StatusCode.Unavailable, "the server is stopping; connect again");
        }
        catch (Exception error)
        {
            fault = error;
        }

        read.Complete(fault);
    }

    // No token goes with it: what a grid has taken is decided, whether or not the device still listens.
    private async Task<BatchAck> Decide(ReportBatch batch, long clockOffsetMs) =>
        new() { Sequence = batch.Sequence, Receipts = { await dispatch.Send(batch.Reports, clockOffsetMs) } };
}
