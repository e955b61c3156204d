using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RealtimeGov.Rpc.Framing;
using Core = Grpc.Core;

namespace RealtimeGov.Rpc.AspNetCore.Calls;

/// <summary>
/// The requests of a call, of which the first message's prefix is looked at before the library reads it. Where that is no
/// prefix at all the library fails outside of any handler, and tells the caller that the handler had failed.
/// </summary>
internal sealed class MessagePrefixValidator(PipeReader body, int maxMessageBytes) : PipeReader, IRequestBodyPipeFeature
{
    private bool _seen;

    public PipeReader Reader => this;

    public static void Watch(HttpContext http, int maxMessageBytes) =>
        http.Features.Set<IRequestBodyPipeFeature>(new MessagePrefixValidator(http.Request.BodyReader, maxMessageBytes));

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(cancellationToken);
        Look(read.Buffer);
        return read;
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!body.TryRead(out result)) return false;
        Look(result.Buffer);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => body.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => body.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => body.CancelPendingRead();

    public override void Complete(Exception? exception = null) => body.Complete(exception);

    private void Look(ReadOnlySequence<byte> buffer)
    {
        // Until it is whole nothing is consumed, so that every buffer begins with it.
        if (_seen || buffer.Length < Frame.PrefixBytes) return;
        _seen = true;
        var prefix = new SequenceReader<byte>(buffer);
        prefix.TryRead(out var flag);
        prefix.TryReadBigEndian(out int length);
        if (flag <= 1 && length >= 0) return; // what is over the limit below that, the library refuses as it should
        try
        {
            Frame.TryCut(ref buffer, maxMessageBytes, out _, out _);
        }
        catch (RpcException fault)
        {
            body.AdvanceTo(buffer.Start); // so that the rest of the requests can be drained
            throw new Core.RpcException(new Core.Status((Core.StatusCode)fault.StatusCode, fault.Message));
        }
    }
}
