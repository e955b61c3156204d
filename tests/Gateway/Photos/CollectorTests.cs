using RealtimeGov.Gateway.Photos.Retention;
using RealtimeGov.Gateway.Photos.Storage;

namespace RealtimeGov.Gateway.Tests.Photos;

public sealed class CollectorTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly UploadBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task AfterADayAPhotoThatNoReportNamesIsDeletedAndOneThatIsNamedStays()
    {
        var (named, unnamed) = (Original.Jpeg(1), Original.Jpeg(2));
        await bench.Send(named);
        await bench.Send(unnamed);
        bench.References.Named.Add(named.Id);
        bench.Time.Advance(Day - Moment);
        Assert.Equal(0, await bench.Collector.Collect(default));
        Assert.Empty(bench.References.Asked);
        Assert.Equal(2, bench.Files().Length);

        bench.Time.Advance(Moment);
        Assert.Equal(1, await bench.Collector.Collect(default));

        Assert.Equal([named.Id], bench.Files().Select(Path.GetFileName));
        Assert.Equal(1, bench.Thumbnails());
        Assert.False((await bench.Status(unnamed)).Complete);
    }

    [Fact]
    public async Task ANamedPhotoIsAskedAboutOnceADayAndGoesWhenItsReportsContentIsErased()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        bench.References.Named.Add(photo.Id);
        bench.Time.Advance(Day);
        await bench.Collector.Collect(default);
        bench.Time.Advance(Day - Moment);
        await bench.Collector.Collect(default);
        Assert.Single(bench.References.Asked);

        bench.References.Named.Clear();
        bench.Time.Advance(Moment);

        Assert.Equal(1, await bench.Collector.Collect(default));
        Assert.Empty(bench.Files());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task APhotoThatADeviceWasToldIsThereStaysAnotherDay(bool byUpload)
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        bench.Time.Advance(Day - Moment);
        if (byUpload) Assert.True((await bench.Send(photo)).KnownAlready);
        else Assert.True((await bench.Status(photo)).Complete);
        bench.Time.Advance(Day - Moment);

        Assert.Equal(0, await bench.Collector.Collect(default));
        bench.Time.Advance(Moment);
        Assert.Equal(1, await bench.Collector.Collect(default));
    }

    [Fact]
    public async Task AReportThatCameBetweenTheQuestionsGetsItsPhotoBack()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        bench.Time.Advance(Day);
        bench.References.Asking = question =>
        {
            if (question == 2) bench.References.Named.Add(photo.Id);
            return Task.CompletedTask;
        };

        Assert.Equal(0, await bench.Collector.Collect(default));

        Assert.Equal([[photo.Id], [photo.Id]], bench.References.Asked);
        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
        Assert.Single(bench.Files());
    }

    [Fact]
    public async Task APhotoThatIsAskedForAfterTheFirstQuestionIsNotTouched()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        bench.Time.Advance(Day);
        bench.References.Asking = async _ => Assert.True((await bench.Status(photo)).Complete);

        Assert.Equal(0, await bench.Collector.Collect(default));
        Assert.Single(bench.References.Asked);
        Assert.True((await bench.Status(photo)).Complete);
    }

    [Fact]
    public async Task FromTheSecondQuestionOnADeviceHearsThatThePhotoIsNotThereAndSendsItAgain()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        bench.Time.Advance(Day);
        bench.References.Asking = async question =>
        {
            if (question != 2) return;
            Assert.False((await bench.Status(photo)).Complete);
            Assert.False((await bench.Send(photo)).KnownAlready);
        };

        Assert.Equal(1, await bench.Collector.Collect(default));
        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
        Assert.Single(bench.Files());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task WithoutAnAnswerNothingIsDeleted(int failing)
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        bench.Time.Advance(Day);
        bench.References.Asking = question =>
            question == failing ? Task.FromException(new IOException("the store is away")) : Task.CompletedTask;

        await Assert.ThrowsAsync<IOException>(() => bench.Collector.Collect(default));
        Assert.Equal([photo.Id], bench.Files().Select(Path.GetFileName));
        Assert.True(File.Exists(bench.PathOf(photo.Id)));
    }

    [Fact]
    public async Task WhatWasAsideWhenTheProcessEndedComesBack()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        bench.Time.Advance(Day);
        Assert.True(bench.Store.SetAside(photo.Id));
        Assert.Equal([Path.Combine("aside", photo.Id)], bench.Files());
        bench.Restart();

        using var clock = bench.Clock();
        await clock.StartAsync(default);

        Assert.Equal(photo.Stored, File.ReadAllBytes(bench.PathOf(photo.Id)));
        await clock.StopAsync(default);
    }

    [Fact]
    public async Task AStartDeletesDraftsOlderThanADay()
    {
        var draft = Path.Combine(bench.Root, "incoming", new string('a', 64) + ".stripped.1");
        File.WriteAllText(draft, "half a photo");
        File.SetLastWriteTimeUtc(draft, bench.Time.GetUtcNow().UtcDateTime);
        using var clock = bench.Clock();
        await clock.StartAsync(default);
        Assert.True(File.Exists(draft));
        await clock.StopAsync(default);

        bench.Time.Advance(Day + Moment);
        using var later = bench.Clock();
        await later.StartAsync(default);

        Assert.False(File.Exists(draft));
        await later.StopAsync(default);
    }

    [Fact]
    public async Task WhatAnErasedReportNamedGoesAtOnceUnlessAnotherNamesIt()
    {
        var (erased, shared, other) = (Original.Jpeg(1), Original.Jpeg(2), Original.Jpeg(3));
        foreach (var photo in new[] { erased, shared, other }) await bench.Send(photo);
        bench.References.Named.Add(shared.Id);
        using var clock = bench.ErasedClock();
        await clock.StartAsync(default);
        bench.References.Erased.AddRange([new(erased.Id, 5), new(shared.Id, 5), new(new string('0', 64), 6)]);
        Assert.Equal(TimeSpan.FromMinutes(1), ErasedPhotosClock.Every);
        bench.Time.Advance(ErasedPhotosClock.Every);
        await clock.StopAsync(default);
        Assert.Equal(new[] { shared.Id, other.Id }.Order(), bench.Files().Select(Path.GetFileName).Order());
        Assert.Equal(2, bench.Thumbnails());

        // Later rounds ask of what came later, and of what came in the same moment.
        bench.References.Asked.Clear();
        Assert.Equal(0, await bench.Collector.CollectErased(default));
        Assert.Equal([[new string('0', 64)]], bench.References.Asked);
    }

    [Fact]
    public async Task TheClockCollectsTenMinutesAfterTheStartAndEveryHour()
    {
        var photo = Original.Jpeg();
        await bench.Send(photo);
        using var clock = bench.Clock();
        await clock.StartAsync(default);
        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(24)), (CollectorClock.FirstAfter, CollectorClock.Every, PhotoStore.KeptFor));

        // The round after twenty-three hours and ten minutes does not look at it; the next one does.
        bench.Time.Advance(TimeSpan.FromHours(23) + TimeSpan.FromMinutes(10));
        await clock.LastRound;
        Assert.Single(bench.Files());
        bench.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        await clock.LastRound;
        Assert.Single(bench.Files());
        bench.Time.Advance(TimeSpan.FromTicks(1));
        await clock.LastRound;

        Assert.Empty(bench.Files());
        await clock.StopAsync(default);
    }

    [Fact]
    public async Task QuestionsAreOfFiveHundredAtMost()
    {
        Assert.Equal(500, PhotoCollector.AskedMax);
        for (var n = 1; n <= 501; n++) bench.Store.Put(Original.Jpeg(n).Id, Original.Jpeg(n).Stored, []);
        bench.Time.Advance(Day);

        Assert.Equal(501, await bench.Collector.Collect(default));
        Assert.Equal([500, 500, 1, 1], bench.References.Asked.Select(ids => ids.Length));
    }
}
