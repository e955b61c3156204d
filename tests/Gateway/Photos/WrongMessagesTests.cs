using Google.Protobuf;
using Grpc.Core;
using RealtimeGov.Gateway.Photos.Upload;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>Every way to get the messages of an upload wrong: a code of its own, and nothing left on disk.</summary>
public sealed class WrongMessagesTests : IDisposable
{
    private static readonly Original Photo = Original.Jpeg();
    private static readonly string Id = Photo.Id;
    private static readonly ulong Total = (ulong)Photo.Bytes.Length;

    private readonly UploadBench bench = new();

    public void Dispose() => bench.Dispose();

    public static TheoryData<string, StatusCode, string, PhotoChunk[]> Wrong { get; } = new()
    {
        { "nothing at all", StatusCode.InvalidArgument, "photo_header_missing", [] },
        { "bytes first", StatusCode.InvalidArgument, "photo_header_missing", [Bytes(10)] },
        { "an empty message first", StatusCode.InvalidArgument, "photo_header_missing", [new()] },
        { "an empty header", StatusCode.InvalidArgument, "photo_id_malformed", [new() { Header = new() }] },
        { "an id in capitals", StatusCode.InvalidArgument, "photo_id_malformed", [Header(Id.ToUpperInvariant(), Total)] },
        { "an id that is a path", StatusCode.InvalidArgument, "photo_id_malformed", [Header("../../" + Id[6..], Total)] },
        { "no length", StatusCode.InvalidArgument, "photo_empty", [Header(Id, 0)] },
        { "a byte over ten million", StatusCode.InvalidArgument, "photo_too_large", [Header(Id, 10_000_001)] },
        { "a length of 2^64-1", StatusCode.InvalidArgument, "photo_too_large", [Header(Id, ulong.MaxValue)] },
        { "an offset beyond the end", StatusCode.InvalidArgument, "photo_offset_wrong", [Header(Id, Total, Total + 1)] },
        { "an offset where nothing is held", StatusCode.FailedPrecondition, "photo_offset_wrong", [Header(Id, Total, 1)] },
        { "two headers", StatusCode.InvalidArgument, "photo_header_repeated", [Header(Id, Total), Bytes(10), Header(Id, Total)] },
        { "a message without bytes", StatusCode.InvalidArgument, "photo_chunk_empty", [Header(Id, Total), Bytes(10), Bytes(0)] },
        { "a message without anything", StatusCode.InvalidArgument, "photo_chunk_empty", [Header(Id, Total), Bytes(10), new()] },
        { "a message too large", StatusCode.InvalidArgument, "photo_chunk_too_large", [Header(Id, 10_000_000), Bytes(262_145)] },
        { "a byte too many", StatusCode.InvalidArgument, "photo_bytes_over", [Header(Id, Total), Bytes((int)Total), Bytes(1)] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task AWrongUploadIsRefusedByItsName(string what, StatusCode status, string code, PhotoChunk[] messages)
    {
        var upload = bench.Begin();
        foreach (var message in messages) upload.Message(message);
        upload.HalfClose();

        Assert.Equal((what, status, code), (what, (await upload.Refusal()).Status, (await upload.Refusal()).Code));
        Assert.Empty(bench.Files());
    }

    [Fact]
    public async Task AWrongMessageDoesNotHarmAnotherUploadOfThePhoto()
    {
        await bench.Break(Photo, after: 700);
        var wrong = bench.Begin();
        wrong.Header(Photo);
        wrong.Message(new());
        await wrong.Refusal();

        Assert.Equal(700UL, (await bench.Status(Photo)).HeldBytes);
        await bench.Send(Photo, from: 700);
    }

    [Theory]
    [InlineData("", 1UL, "photo_id_malformed")]
    [InlineData("AB", 1UL, "photo_id_malformed")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 0UL, "photo_empty")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 10_000_001UL, "photo_too_large")]
    public async Task AWrongQuestionIsRefusedByItsName(string id, ulong total, string code)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => bench.Uploads.Status(new PhotoQuery { PhotoId = id, TotalBytes = total }));

        Assert.Equal((StatusCode.InvalidArgument, code), (refused.StatusCode, refused.Status.Detail.Split(':')[0]));
    }

    [Fact]
    public void TheBoundsAreWhatTheContractSays() => Assert.Equal((262_144, 1), (PhotoUploads.ChunkBytesMax, Finishing.DecodedMax));

    private static PhotoChunk Header(string id, ulong total, ulong offset = 0) =>
        new() { Header = new PhotoHeader { PhotoId = id, TotalBytes = total, Offset = offset } };

    // Of the photo's beginning, then zeros.
    private static PhotoChunk Bytes(int count)
    {
        var bytes = new byte[count];
        Photo.Bytes.AsSpan(0, Math.Min(count, Photo.Bytes.Length)).CopyTo(bytes);
        return new() { Data = ByteString.CopyFrom(bytes) };
    }
}
