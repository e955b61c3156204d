using Grpc.Core;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Field;

/// <summary>What makes a message wrong as a whole, whatever its reports are. Such a fault ends the stream.</summary>
internal sealed class BatchRules
{
    public const int ReportsMax = 500;

    private ulong? last;

    /// <exception cref="RpcException">INVALID_ARGUMENT.</exception>
    public void Check(ReportBatch batch)
    {
        if (batch.Reports.Count > ReportsMax)
            throw Wrong($"batch {batch.Sequence} holds {batch.Reports.Count} reports; at most {ReportsMax} are taken");
        if (batch.Sequence <= last)
            throw Wrong($"sequence {batch.Sequence} comes after {last}; it must increase within a stream");
        last = batch.Sequence;
    }

    private static RpcException Wrong(string why) => new(new Status(StatusCode.InvalidArgument, why));
}
