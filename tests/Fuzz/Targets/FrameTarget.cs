using System.Buffers;
using System.IO.Pipelines;
using Google.Protobuf;
using RealtimeGov.Fuzz.Tests.Engine;
using RealtimeGov.Protos;
using RealtimeGov.Rpc;
using RealtimeGov.Rpc.Framing;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Fuzz.Tests.Targets;

/// <summary>
/// Length-prefixed messages as a transport hands them over, in pieces of any size. The pieces' sizes change nothing: the
/// same messages come out and the same fault. A length beyond the bound is refused as soon as it is read.
/// </summary>
internal sealed class FrameTarget : Target
{
    private const int MessageBytesMax = 64 * 1024;

    private static readonly Marshaller<BatchAck> Acks = Marshaller<BatchAck>.Of(BatchAck.Descriptor);

    public override string Name => "frame";

    public override int Rounds => 40_000;

    public override IReadOnlyList<byte[]> Valid { get; } =
    [
        GrpcFrames.Framed(Message(1)), [.. GrpcFrames.Framed(Message(1)), .. GrpcFrames.Framed(Message(2)), .. GrpcFrames.Framed([])],
        GrpcFrames.Framed(Gzipped(Message(3)), compressed: true),
        [.. GrpcFrames.Framed(Gzipped(new byte[10_000]), compressed: true), .. GrpcFrames.Framed(Message(4))],
    ];

    public override IReadOnlyList<byte[]> Words { get; } = [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 1, 0, 0], [0x1F, 0x8B, 8]];

    // 64 KiB decompressed for each 64 bytes compressed at the very most, a message at a time, twice.
    public override long? AllocatedBytesMax(int length) => 10_000_000 + 4_000L * length;

    public override async Task Take(byte[] input)
    {
        var whole = await Read(input, input.Length + 1);
        var pieces = await Read(input, 1 + input.Length % 13);
        if (whole != pieces) throw new InvalidDataException($"whole: {whole}; in pieces: {pieces}");
        if (FramesBeforeTooLong(input) is { } frames && whole.StartsWith($"{frames} messages", StringComparison.Ordinal) && !whole.Contains("ResourceExhausted", StringComparison.Ordinal))
            throw new InvalidDataException($"{whole}; the next one is announced as too long");
    }

    // Null where no frame is announced as too long.
    private static int? FramesBeforeTooLong(byte[] input)
    {
        var frames = 0;
        for (var at = 0L; at + GrpcFrames.PrefixBytes <= input.Length && input[at] <= 1; frames++)
        {
            var length = GrpcFrames.LengthAt(input, (int)at);
            if (length > MessageBytesMax) return frames;
            at += GrpcFrames.PrefixBytes + length;
        }

        return null;
    }

    private static async Task<string> Read(byte[] input, int piece)
    {
        var rules = new ReadRules
        {
            MaxMessageBytes = MessageBytesMax, Compression = Compression.Of("gzip"), Undecodable = StatusCode.InvalidArgument, Broken = broken => broken,
        };
        var reader = new MessageReader<BatchAck>(PipeReader.Create(Pieces(input, piece)), Acks, rules, default);
        var count = 0;
        try
        {
            await foreach (var _ in reader) count++;
            return $"{count} messages";
        }
        catch (RpcException refused)
        {
            return $"{count} messages, {refused.StatusCode}: {refused.Message}";
        }
    }

    private static ReadOnlySequence<byte> Pieces(byte[] input, int piece)
    {
        if (input.Length <= piece) return new ReadOnlySequence<byte>(input);
        var first = new Segment(input.AsMemory(0, piece), null);
        var last = first;
        for (var at = piece; at < input.Length; at += piece) last = new Segment(input.AsMemory(at, Math.Min(piece, input.Length - at)), last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private static byte[] Message(ulong sequence) =>
        new BatchAck { Sequence = sequence, Receipts = { new ReportReceipt { ReportId = "x", Outcome = Protos.Outcome.Opened } } }.ToByteArray();

    private static byte[] Gzipped(byte[] message)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionLevel.Optimal)) gzip.Write(message);
        return bytes.ToArray();
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
