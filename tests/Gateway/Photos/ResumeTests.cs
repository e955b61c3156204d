using Grpc.Core;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Gateway.Photos.Upload;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Photos;

public sealed class ResumeTests : IDisposable
{
    private readonly UploadBench bench = new();
    private readonly Original photo = Original.Jpeg();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task ABrokenUploadIsGoneOnWith()
    {
        Assert.Equal(new PhotoState(), await bench.Status(photo));
        await bench.Break(photo, after: 700);
        Assert.Equal(new PhotoState { HeldBytes = 700 }, await bench.Status(photo));
        await bench.Break(photo, from: 700, after: 1_100);
        Assert.Equal(new PhotoState { HeldBytes = 1_100 }, await bench.Status(photo));

        await bench.Send(photo, from: 1_100);

        Assert.Equal(new PhotoState { Complete = true, HeldBytes = (ulong)photo.Bytes.Length }, await bench.Status(photo));
        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
        Assert.Single(bench.Files());
    }

    [Fact]
    public async Task ItIsGoneOnWithAfterTheServerWasRestarted()
    {
        await bench.Break(photo, after: 700);
        bench.Restart();

        Assert.Equal(700UL, (await bench.Status(photo)).HeldBytes);
        await bench.Send(photo, from: 700);
        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
    }

    [Fact]
    public async Task ItMayGoOnFromEarlierThanWhatIsHeldOrFromTheBeginning()
    {
        await bench.Break(photo, after: 700);
        await bench.Break(photo, from: 300, after: 400);
        Assert.Equal(400UL, (await bench.Status(photo)).HeldBytes);
        await bench.Break(photo, after: 10);
        Assert.Equal(400UL, (await bench.Status(photo)).HeldBytes); // the longer one is kept
        Assert.Single(bench.Files());

        await bench.Send(photo);

        Assert.Single(bench.Files());
        Assert.True((await bench.Status(photo)).Complete);
    }

    [Fact]
    public async Task AllBytesMayBeHeldAlready()
    {
        await bench.Break(photo, after: photo.Bytes.Length);
        Assert.Equal(new PhotoState { HeldBytes = (ulong)photo.Bytes.Length }, await bench.Status(photo));

        Assert.False((await bench.Send(photo, from: photo.Bytes.Length)).KnownAlready);
        Assert.Single(bench.Files());
    }

    [Fact]
    public async Task BeyondWhatIsHeldItCannotGoOn()
    {
        await bench.Break(photo, after: 700);

        var refused = await Assert.ThrowsAsync<RpcException>(() => bench.Send(photo, from: 701));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Equal("photo_offset_wrong: the upload begins at byte 701, and 700 bytes are held; go on from there", refused.Status.Detail);
        Assert.Equal(700UL, (await bench.Status(photo)).HeldBytes);
    }

    [Fact]
    public async Task AnUploadThatEndsEarlyIsKept()
    {
        var upload = bench.Begin();
        upload.Header(photo);
        upload.Bytes(photo.Bytes[..600]);
        upload.HalfClose();

        Assert.Equal((StatusCode.FailedPrecondition, "photo_incomplete"), await upload.Refusal());
        Assert.Equal(600UL, (await bench.Status(photo)).HeldBytes);
    }

    [Fact]
    public async Task ADeviceGoesOnThoughItsFirstConnectionStillSeemsOpen()
    {
        var first = bench.Begin();
        first.Header(photo);
        first.Bytes(photo.Bytes[..800]);
        await bench.Holds(photo, 800);

        await bench.Send(photo, from: 800);

        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
        first.Bytes(photo.Bytes[800..]);
        first.HalfClose();
        Assert.True((await first.Receipt).KnownAlready);
        Assert.Single(bench.Files());
    }

    [Fact]
    public async Task WhoGoesOnFromAnothersBytesHasAFileOfItsOwn()
    {
        var first = bench.Begin();
        first.Header(photo);
        first.Bytes(photo.Bytes[..800]);
        await bench.Holds(photo, 800);
        var second = bench.Begin();
        second.Header(photo, offset: 300);
        await bench.HasFiles(2);

        first.Bytes(photo.Bytes[800..]);
        first.HalfClose();
        Assert.False((await first.Receipt).KnownAlready); // the other's offset cut nothing off
        second.Bytes(photo.Bytes[300..]);
        second.HalfClose();

        Assert.True((await second.Receipt).KnownAlready);
        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
        Assert.Single(bench.Files());
    }

    [Fact]
    public async Task WhatWasHeldAndIsWrongIsDroppedAndTheDeviceIsToldToBeginAgain()
    {
        var liar = Original.Jpeg(2);
        var upload = bench.Begin();
        upload.Header(photo);
        upload.Bytes(liar.Bytes[..700]);
        upload.HalfClose();
        await upload.Refusal();

        var resumed = await Assert.ThrowsAsync<RpcException>(() => bench.Send(photo, from: 700));

        Assert.Equal(StatusCode.Aborted, resumed.StatusCode);
        Assert.StartsWith("photo_resume_wrong: ", resumed.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(new PhotoState(), await bench.Status(photo));
        Assert.Equal(photo.Id, (await bench.Send(photo)).PhotoId);
    }

    [Fact]
    public async Task ASilentUploadEndsAndIsKept()
    {
        var upload = bench.Begin();
        upload.Header(photo);
        upload.Bytes(photo.Bytes[..500]);
        await bench.Holds(photo, 500);

        Assert.Equal((30, 600), (UploadPatience.SilenceMax.TotalSeconds, UploadPatience.LastsMax.TotalSeconds));
        bench.Time.Advance(UploadPatience.SilenceMax - TimeSpan.FromMilliseconds(1));
        Assert.False(upload.Receipt.IsCompleted);
        bench.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((StatusCode.Aborted, "photo_silent"), await upload.Refusal());
        Assert.Equal(500UL, (await bench.Status(photo)).HeldBytes);
    }

    [Fact]
    public async Task AnUploadThatNeverEndsIsEnded()
    {
        var upload = bench.Begin();
        upload.Header(photo);
        for (var sent = 0; sent < 30; sent++) // a byte every 20 s, for ten minutes
        {
            Assert.False(upload.Receipt.IsCompleted);
            upload.Bytes(photo.Bytes[sent..(sent + 1)]);
            await bench.Holds(photo, (ulong)sent + 1);
            bench.Time.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Equal((StatusCode.Aborted, "photo_silent"), await upload.Refusal());
        Assert.Equal(30UL, (await bench.Status(photo)).HeldBytes);
    }

    [Fact]
    public async Task WhatIsLeftForADayIsDeleted()
    {
        await bench.Break(photo, after: 700);
        bench.Time.Advance(IncomingPhotos.KeptFor);
        bench.Incoming.Clean();
        Assert.Equal(700UL, (await bench.Status(photo)).HeldBytes);

        bench.Time.Advance(TimeSpan.FromSeconds(1));
        bench.Incoming.Clean();

        Assert.Equal(0UL, (await bench.Status(photo)).HeldBytes);
        Assert.Empty(bench.Files());
    }

    [Fact]
    public async Task OfBrokenUploadsFiveHundredAreKept()
    {
        Assert.Equal(500, IncomingPhotos.KeptMax);
        for (var n = 1; n <= 502; n++)
        {
            await bench.Break(Original.Jpeg(n), after: 20);
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(500, bench.Files().Length);
        Assert.Equal(0UL, (await bench.Status(Original.Jpeg(2))).HeldBytes);
        Assert.Equal(20UL, (await bench.Status(Original.Jpeg(3))).HeldBytes);
    }
}
