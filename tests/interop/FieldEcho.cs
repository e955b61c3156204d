using Grpc.Core;
using RealtimeGov.Gateway.Grpc;
using RealtimeGov.Protos;

namespace RealtimeGov.Interop;

/// <summary>
/// The field gateway's manners without a domain behind them: every report is RECORDED, in nobody's journal. It lets the
/// wire be tried, and measured, by itself.
/// </summary>
internal sealed class FieldEcho : FieldGateway.FieldGatewayBase
{
    private const int ReportsMax = 500;

    public override Task<ReportReceipt> SubmitReport(Report request, ServerCallContext context) => Task.FromResult(Receipt(request));

    public override Task StreamReports(
        IAsyncStreamReader<ReportBatch> requestStream, IServerStreamWriter<BatchAck> responseStream, ServerCallContext context) =>
        responseStream.WriteAllAsync(Acknowledge(requestStream.ReadAllAsync()), context);

    private static async IAsyncEnumerable<BatchAck> Acknowledge(IAsyncEnumerable<ReportBatch> batches)
    {
        ulong last = 0;
        await foreach (var batch in batches)
        {
            if (batch.Sequence <= last) throw Wrong($"sequence {batch.Sequence} does not follow {last}");
            if (batch.Reports.Count > ReportsMax) throw Wrong($"a batch holds {batch.Reports.Count} reports, over {ReportsMax}");
            last = batch.Sequence;
            var ack = new BatchAck { Sequence = batch.Sequence };
            foreach (var report in batch.Reports) ack.Receipts.Add(Receipt(report));
            yield return ack;
        }
    }

    private static RpcException Wrong(string why) => new(new Status(StatusCode.InvalidArgument, why));

    private static ReportReceipt Receipt(Report report) => new() { ReportId = report.ReportId, Outcome = Outcome.Recorded };
}
