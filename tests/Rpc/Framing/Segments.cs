using System.Buffers;

namespace RealtimeGov.Rpc.Tests.Framing;

/// <summary>Cuts bytes into a sequence of segments at given places, empty segments included.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Cut(byte[] bytes, IEnumerable<int> lengths)
    {
        var first = new Segments { Memory = ReadOnlyMemory<byte>.Empty };
        var last = first;
        var at = 0;
        foreach (var length in lengths)
        {
            var take = Math.Min(length, bytes.Length - at);
            last = last.Append(bytes.AsMemory(at, take));
            at += take;
        }
        last = last.Append(bytes.AsMemory(at));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private Segments Append(ReadOnlyMemory<byte> memory)
    {
        var next = new Segments { Memory = memory, RunningIndex = RunningIndex + Memory.Length };
        Next = next;
        return next;
    }
}
