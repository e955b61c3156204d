using RealtimeGov.Grains;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>Two gateways of one town share a folder, and the records of its photos.</summary>
public sealed class TwoGatewaysTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly UploadBench bench = new();
    private readonly UploadBench other;

    public TwoGatewaysTests() => other = new UploadBench(bench);

    public void Dispose()
    {
        other.Dispose();
        bench.Dispose();
    }

    [Fact]
    public async Task WhatOneTellsADeviceIsThereTheOtherDoesNotTakeAway()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        bench.Time.Advance(Day);
        // The collector has read that nobody confirmed it for a day; before it takes it away, a device asks the other gateway.
        bench.Grains.Photos.Deciding = async command =>
        {
            if (command.KindCase != PhotoCommand.KindOneofCase.SetAside) return;
            bench.Grains.Photos.Deciding = _ => Task.CompletedTask;
            Assert.True((await other.Status(photo)).Complete);
        };

        Assert.Equal(0, await bench.Collector.Collect(default));

        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
        Assert.Equal(PhotoStanding.Stored, bench.Grains.Photos.Records[photo.Id].Standing);
    }

    [Fact]
    public async Task WhatOneTakesAwayTheOtherDoesNotCallThere()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        bench.Time.Advance(Day);
        // Decided, and the file is still at its place: the gateway stands still, and goes on when another has a new one there.
        Assert.True((await bench.Grains.Take(photo.Id, new PhotoCommand { AtUs = Now, SetAside = new SetPhotoAside { Round = "r" } })).Done);

        Assert.False((await other.Status(photo)).Complete);
        Assert.False((await other.Send(photo)).KnownAlready);
        Assert.True(bench.Store.SetAside(photo.Id, evenConfirmed: true));
        Assert.False(await bench.Photos.Discard(photo.Id, "r"));

        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
        Assert.True((await bench.Status(photo)).Complete);
    }

    [Fact]
    public async Task APhotoThatIsSentAgainWhileTheOtherDeletesItIsThereAfterwards()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        bench.Time.Advance(Day);
        bench.References.Asking = async question =>
        {
            if (question == 2) Assert.False((await other.Send(photo)).KnownAlready);
        };

        Assert.Equal(1, await bench.Collector.Collect(default));

        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
        Assert.Equal([photo.Id], bench.Files().Select(Path.GetFileName));
    }

    [Fact]
    public async Task TheyWriteOneUnfinishedPhotoEachIntoAFileOfItsOwn()
    {
        var photo = Original.Jpeg(tailBytes: 5_000);
        var first = bench.Begin();
        first.Header(photo);
        first.Bytes(photo.Bytes[..3_000]);
        await bench.Holds(photo, 3_000);

        // The device goes on at the other gateway, from what the first one holds, while its old connection is not known to be dead.
        var second = other.Begin();
        second.Header(photo, 1_000);
        second.Bytes(photo.Bytes[1_000..2_000]);
        await other.HasFiles(2);
        first.Bytes(photo.Bytes[3_000..]);
        first.HalfClose();
        Assert.Equal(photo.Id, (await first.Receipt).PhotoId);
        second.Bytes(photo.Bytes[2_000..]);
        second.HalfClose();

        Assert.True((await second.Receipt).KnownAlready);
        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
    }

    [Fact]
    public async Task WhoSentItFirstIsOnItsRecordWithTypeAndSizeUntilItIsErased()
    {
        var photo = Original.Jpeg();
        bench.Uploader = "device d-7";
        await bench.Send(photo);
        other.Uploader = "person li.na";
        await other.Send(photo);

        var record = bench.Grains.Photos.Records[photo.Id];
        Assert.Equal(("device d-7", "image/jpeg", (ulong)photo.Stored.Length, PhotoStanding.Stored), (record.Uploader, record.MediaType, record.StoredBytes, record.Standing));

        bench.References.Erased.Add(new(photo.Id, 5));
        Assert.Equal(1, await other.Collector.CollectErased(default));
        Assert.Empty(bench.Grains.Photos.Records);
        Assert.Equal(1, other.Scrubbed);
    }

    [Fact]
    public async Task ARecordWhosePhotoIsNotThereGoesWithTheErasureToo()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        File.Delete(bench.PathOf(photo.Id));
        bench.References.Erased.Add(new(photo.Id, 5));

        await bench.Collector.CollectErased(default);

        Assert.Empty(bench.Grains.Photos.Records);
        Assert.Equal(1, bench.Scrubbed);
    }

    [Fact]
    public async Task APhotoWhoseRecordCannotBeWrittenIsRefusedAndSentAgain()
    {
        var photo = Original.Jpeg();
        bench.Grains.Photos.Deciding = _ => throw new NotDurableException("no answer");
        var upload = bench.Begin();
        upload.Header(photo);
        upload.Bytes(photo.Bytes);
        upload.HalfClose();
        Assert.Equal((global::Grpc.Core.StatusCode.Unavailable, "photo_not_stored"), await upload.Refusal());

        bench.Grains.Photos.Deciding = _ => Task.CompletedTask;
        Assert.Equal(photo.Id, (await bench.Send(photo)).PhotoId);
    }

    private long Now => Domain.Time.Instant.From(bench.Time.GetUtcNow());
}
