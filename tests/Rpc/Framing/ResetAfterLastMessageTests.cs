using System.IO.Pipelines;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Tests.Framing;

/// <summary>
/// Kestrel's body reader throws from AdvanceTo once the peer has reset the stream. A call whose messages had all been
/// read was logged as a failed handler for it.
/// </summary>
public sealed class ResetAfterLastMessageTests
{
    [Fact]
    public async Task Stopping_does_not_mind_a_reset()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Frames.Of([Frames.Message(3)]));
        var reader = new MessageReader<Payload>(new ResetReader(pipe.Reader), Frames.Payloads, Frames.Rules(), CancellationToken.None);
        Assert.True(await reader.MoveNextAsync());
        await reader.Stop();
        Assert.Equal(Frames.Message(3), reader.Current);
    }

    private sealed class ResetReader(PipeReader inner) : PipeReader
    {
        public override void AdvanceTo(SequencePosition consumed) => throw new IOException("reset");

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => throw new IOException("reset");

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => inner.ReadAsync(cancellationToken);

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);
    }
}
