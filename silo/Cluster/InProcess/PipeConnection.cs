using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace RealtimeGov.Cluster.InProcess;

/// <summary>One end of a connection within the process. Whichever end closes first, the other reads to the end and closes.</summary>
internal sealed class PipeConnection : ConnectionContext, IDuplexPipe
{
    /// <summary>Bytes under way in one direction: a writer beyond it waits for the reader.</summary>
    private const int UnderWayBytesMax = 1 << 20;

    private static readonly PipeOptions Options = new(
        pauseWriterThreshold: UnderWayBytesMax, resumeWriterThreshold: UnderWayBytesMax / 2, useSynchronizationContext: false);

    private readonly CancellationTokenSource closed = new();
    private int closing;

    private PipeConnection(PipeReader input, PipeWriter output, string id, EndPoint remote)
    {
        (Input, Output, Transport, ConnectionId, RemoteEndPoint) = (input, output, this, id, remote);
        ConnectionClosed = closed.Token;
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public static (PipeConnection Caller, PipeConnection Called) Pair(EndPoint endpoint)
    {
        var (there, back) = (new Pipe(Options), new Pipe(Options));
        var id = Guid.NewGuid().ToString("N");
        return (new(back.Reader, there.Writer, id, endpoint), new(there.Reader, back.Writer, id, endpoint));
    }

    public override void Abort(ConnectionAbortedException abortReason) => Close(abortReason);

    public override ValueTask DisposeAsync()
    {
        Close(null);
        return ValueTask.CompletedTask;
    }

    private void Close(Exception? reason)
    {
        if (Interlocked.Exchange(ref closing, 1) != 0) return;
        Output.Complete(reason); // the other end's read ends
        Input.CancelPendingRead(); // and this end's
        Input.Complete(reason); // what the other end still writes, nobody waits for
        ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), closed, preferLocal: false);
    }
}
