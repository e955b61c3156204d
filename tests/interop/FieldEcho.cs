using RealtimeGov.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Interop;

/// <summary>
/// The field gateway's manners without a domain behind them: every report is RECORDED, in nobody's journal. It lets the
/// wire be tried, and measured, by itself.
/// </summary>
public static class FieldEcho
{
    private const int MaxReportsPerBatch = 500;

    public static RpcService Service() => new RpcService(FieldReflection.Descriptor.Services[0])
        .Unary<Report, ReportReceipt>("SubmitReport", (report, _) => Task.FromResult(Receipt(report)))
        .Duplex<ReportBatch, BatchAck>("StreamReports", StreamReports);

    private static async IAsyncEnumerable<BatchAck> StreamReports(IAsyncEnumerable<ReportBatch> batches, CallContext call)
    {
        ulong last = 0;
        await foreach (var batch in batches)
        {
            if (batch.Sequence <= last)
                throw new RpcException(StatusCode.InvalidArgument, $"sequence {batch.Sequence} does not follow {last}");
            if (batch.Reports.Count > MaxReportsPerBatch)
                throw new RpcException(StatusCode.InvalidArgument, $"a batch holds {batch.Reports.Count} reports, over {MaxReportsPerBatch}");
            last = batch.Sequence;
            var ack = new BatchAck { Sequence = batch.Sequence };
            foreach (var report in batch.Reports) ack.Receipts.Add(Receipt(report));
            yield return ack;
        }
    }

    private static ReportReceipt Receipt(Report report) => new() { ReportId = report.ReportId, Outcome = Outcome.Recorded };
}
