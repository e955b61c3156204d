using Grpc.Core;
using RealtimeGov.Gateway.Photos.Upload;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Photos;

public sealed class UploadTests : IDisposable
{
    private readonly UploadBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("plain.jpg", "image/jpeg")]
    [InlineData("plain.png", "image/png")]
    [InlineData("alpha.webp", "image/webp")]
    public async Task APhotoIsStoredMadeAnewUnderTheHashOfTheOriginal(string name, string media)
    {
        var photo = new Original(Original.Plain(name));

        var receipt = await bench.Send(photo);

        Assert.Equal(new PhotoReceipt { PhotoId = photo.Id, MediaType = media }, receipt);
        Assert.Equal([Path.Combine(photo.Id[..2], photo.Id[2..4], photo.Id)], bench.Files());
        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
        Assert.Equal(photo.Thumbnail, File.ReadAllBytes(bench.PathOf(photo.Id) + ".thumbnail"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(PhotoUploads.ChunkBytesMax)]
    public async Task ChunksMayBeOfAnyLength(int chunkBytes)
    {
        var photo = Original.Jpeg(tailBytes: chunkBytes > 1_000 ? 2 * PhotoUploads.ChunkBytesMax : 0);

        await bench.Send(photo, chunkBytes);

        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
    }

    [Fact]
    public async Task TheLargestPhotoIsTaken()
    {
        var small = Original.Jpeg();
        var photo = Original.Jpeg(tailBytes: 10_000_000 - small.Bytes.Length);

        await bench.Send(photo, PhotoUploads.ChunkBytesMax);

        Assert.Equal(small.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
    }

    [Fact]
    public async Task APhotoThatIsThereIsAnsweredAtOnce()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        var again = bench.Begin();

        again.Header(photo); // and not a byte

        Assert.Equal(new PhotoReceipt { PhotoId = photo.Id, MediaType = "image/jpeg", KnownAlready = true }, await again.Receipt);
        Assert.Single(bench.Files());
    }

    [Fact]
    public async Task TwoDevicesUploadTheSamePhotoAtOnce()
    {
        var photo = Original.Jpeg();
        var (one, two) = (bench.Begin(), bench.Begin());
        foreach (var upload in new[] { one, two }) upload.Header(photo);
        for (var at = 0; at < photo.Bytes.Length; at += 400)
            foreach (var upload in new[] { one, two }) upload.Bytes(photo.Bytes[at..Math.Min(photo.Bytes.Length, at + 400)]);
        one.HalfClose();
        two.HalfClose();

        Assert.Equal(photo.Id, (await one.Receipt).PhotoId);
        Assert.Equal(photo.Id, (await two.Receipt).PhotoId);
        Assert.Equal([Path.Combine(photo.Id[..2], photo.Id[2..4], photo.Id)], bench.Files());
    }

    [Fact]
    public async Task WrongBytesAreRefusedAndNothingIsLeft()
    {
        var (photo, other) = (Original.Jpeg(1), Original.Jpeg(2));
        var upload = bench.Begin();
        upload.Header(photo);
        upload.Bytes(other.Bytes);
        upload.HalfClose();

        Assert.Equal((StatusCode.InvalidArgument, "photo_hash_wrong"), await upload.Refusal());
        Assert.Empty(bench.Files());
        Assert.Equal(new PhotoState(), await bench.Status(photo));
    }

    [Theory]
    [InlineData("not a photo, but twelve bytes", "photo_type_unknown")]
    [InlineData("short", "photo_type_unknown")]
    public async Task WhatIsNoPhotoIsRefusedAndNothingIsLeft(string content, string code)
    {
        var upload = bench.Begin();
        var text = new Original(System.Text.Encoding.ASCII.GetBytes(content));
        upload.Header(text);
        upload.Bytes(text.Bytes);
        if (content.Length < 12) upload.HalfClose(); // known from its first twelve bytes, without waiting for the rest

        Assert.Equal((StatusCode.InvalidArgument, code), await upload.Refusal());
        Assert.Empty(bench.Files());
    }

    [Fact]
    public async Task AFaultOfTheFileIsNamed()
    {
        var whole = Original.Plain("plain.png");
        whole[whole.Length / 2] ^= 1; // within the pixels: a checksum of the file's own is wrong then
        var upload = bench.Begin();
        var photo = new Original(whole);
        upload.Header(photo);
        upload.Bytes(photo.Bytes);
        upload.HalfClose();

        Assert.Equal((StatusCode.InvalidArgument, "photo_malformed"), await upload.Refusal());
        Assert.Empty(bench.Files());
    }

    [Fact]
    public async Task ADiskThatIsNearlyFullTakesNoneAndServesOn()
    {
        var (before, after) = (Original.Jpeg(1), Original.Jpeg(2));
        bench.FreeBytes = 1_000_000_000;
        await bench.Send(before);
        bench.FreeBytes--;
        var upload = bench.Begin();
        upload.Header(after);

        Assert.Equal((StatusCode.ResourceExhausted, "photo_no_space"), await upload.Refusal());
        Assert.True((await bench.Send(before)).KnownAlready);
        Assert.Single(bench.Files());
    }

    [Fact]
    public async Task ADiskThatRefusesIsNoFaultOfTheDevice()
    {
        var photo = Original.Jpeg();
        File.WriteAllText(Path.Combine(bench.Root, photo.Id[..2]), "in the way of a folder");

        var refused = await Assert.ThrowsAsync<RpcException>(() => bench.Send(photo));

        Assert.Equal((StatusCode.Unavailable, "photo_not_stored: the server's disk refused; try again later"), (refused.StatusCode, refused.Status.Detail));
        Assert.Equal((ulong)photo.Bytes.Length, (await bench.Status(photo)).HeldBytes);
    }

    [Fact]
    public async Task BeyondThirtyTwoUploadsTheNextIsTurnedAwayUntilOneEnds()
    {
        Assert.Equal(32, PhotoUploads.UploadsMax);
        var open = Enumerable.Range(1, 32).Select(n =>
        {
            var upload = bench.Begin();
            upload.Header(Original.Jpeg(n));
            return upload;
        }).ToArray();

        var turnedAway = bench.Begin();
        Assert.Equal((StatusCode.Unavailable, "photos_busy"), await turnedAway.Refusal());
        open[0].HalfClose();
        Assert.Equal((StatusCode.FailedPrecondition, "photo_incomplete"), await open[0].Refusal());
        Assert.Equal(Original.Jpeg().Id, (await bench.Send(Original.Jpeg())).PhotoId);
        foreach (var upload in open[1..]) upload.HalfClose();
        foreach (var upload in open[1..]) await upload.Refusal();
    }
}
