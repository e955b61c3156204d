using RealtimeGov.Devices.Queue;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests.Queue;

/// <summary>Reports with photos: copies by content, bounded, gone when nobody needs them.</summary>
public sealed class QueuedPhotoTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));

    private string Folder => folder.File("queue");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_photo_is_copied_by_its_content_and_the_report_waits_for_it()
    {
        using (var queue = Open())
        {
            var report = Make(1);
            queue.Add(report, [Photos.Jpeg(folder, 1), Photos.Jpeg(folder, 2), Photos.Jpeg(folder, 1)]);
            Assert.Equal([Photos.Id(1), Photos.Id(2)], report.PhotoIds);
        }

        File.Delete(folder.File("photo1.jpg"));
        using var again = Open();
        Assert.Empty(again.Ready(10));
        Assert.True(again.WaitsForPhotos(Make(1)));
        Assert.Equal(Photos.Bytes(1), File.ReadAllBytes(OnShelf(1)));
        Assert.Equal((2, 10_000L), again.PhotosWaiting());
        Assert.Equal(5000, again.NextPhoto()!.Bytes);
        Assert.Equal((1, 2), (Pending.Read(Folder).Reports, Pending.Read(Folder).Photos));
        Assert.Equal(2, Pending.Read(Folder).First[0].PhotosWaiting);
    }

    [Fact]
    public void It_is_ready_when_every_photo_is_held()
    {
        using var queue = Open();
        queue.Add(Make(1), [Photos.Jpeg(folder, 1), Photos.Jpeg(folder, 2)]);
        queue.Add([Make(2)]);
        queue.PhotoHeld(Photos.Id(1));
        Assert.Equal([2], queue.Ready(10).Select(one => Number(one.Report)));
        Assert.Equal(Photos.Id(2), queue.NextPhoto()!.PhotoId);

        queue.PhotoHeld(Photos.Id(2));

        Assert.Equal([1, 2], queue.Ready(10).Select(one => Number(one.Report)));
        Assert.Null(queue.NextPhoto());
    }

    [Fact]
    public void The_servers_word_that_it_holds_a_photo_is_believed_for_twelve_hours()
    {
        using var queue = Open();
        queue.Add(Make(1), [Photos.Jpeg(folder, 1)]);
        queue.PhotoHeld(Photos.Id(1));
        clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.Single(queue.Ready(10));

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(queue.Ready(10));
        Assert.Equal(Photos.Id(1), queue.NextPhoto()!.PhotoId);
    }

    [Fact]
    public void A_photo_that_is_refused_for_good_is_left_out_and_told()
    {
        using var queue = Open();
        queue.Add(Make(1), [Photos.Jpeg(folder, 1), Photos.Jpeg(folder, 2)]);
        queue.PhotoHeld(Photos.Id(1));
        queue.PhotoRefused(Photos.Id(2), "photo_malformed");

        var ready = Assert.Single(queue.Ready(10));

        Assert.Equal([Photos.Id(1)], ready.Report.PhotoIds);
        Assert.Equal([new RefusedPhoto(Photos.Id(2), "photo_malformed")], ready.LeftOut);
    }

    [Fact]
    public void A_copy_goes_with_the_last_report_that_has_it()
    {
        using var queue = Open();
        queue.Add(Make(1), [Photos.Jpeg(folder, 1), Photos.Jpeg(folder, 2)]);
        queue.Add(Make(2), [Photos.Jpeg(folder, 1)]);

        queue.Remove([Make(1)]);
        Assert.Equal([OnShelf(1)], Shelf());

        queue.Remove([Make(2)]);
        Assert.Empty(Shelf());
    }

    [Fact]
    public void Bytes_of_photos_are_bounded_and_what_does_not_fit_leaves_nothing_behind()
    {
        using var queue = Open(new QueueBounds { PhotoBytes = 10_000 });
        queue.Add(Make(1), [Photos.Jpeg(folder, 1), Photos.Jpeg(folder, 2)]);
        queue.Add(Make(2), [Photos.Jpeg(folder, 2)]); // There already.

        var full = Assert.Throws<QueueFullException>(() => queue.Add(Make(3), [Photos.Jpeg(folder, 3)]));

        Assert.Equal(
            $"The queue in {Folder} holds 10,000 of at most 10,000 bytes of photos; 5,000 more do not fit. Nothing was kept: connect and run \"field send\", then report again, or report without photo",
            full.Message);
        Assert.Equal((2, 2), (queue.Count, Shelf().Length));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("GIF89a and the rest", "is no JPEG, PNG or WebP photo")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", "it is a HEIC photo; on an iPhone choose Settings - Camera - Formats - Most Compatible, on Android switch off HEIF pictures in the camera's settings")]
    [InlineData("\0\0\0\u0014ftypqt  ", "it is a video; take a photo instead")]
    [InlineData("\0\0\0\u0014ftypavif", "is no JPEG, PNG or WebP photo")]
    public void What_is_no_photo_is_refused_at_once(string content, string why)
    {
        using var queue = Open();
        var path = folder.Write("no-photo", content);

        var refused = Assert.Throws<PhotoException>(() => queue.Add(Make(1), [Photos.Jpeg(folder, 1), path]));

        Assert.Equal($"{path}: {why}", refused.Message);
        Assert.Equal(0, queue.Count);
        Assert.Empty(Shelf());
    }

    [Fact]
    public void A_photo_over_ten_megabytes_is_refused_at_once()
    {
        using var queue = Open();
        queue.Add(Make(1), [Photos.Jpeg(folder, 1, bytes: 10_000_000)]);
        var path = Photos.Jpeg(folder, 2, bytes: 10_000_001);

        var refused = Assert.Throws<PhotoException>(() => queue.Add(Make(2), [path]));

        Assert.Equal($"{path}: is larger than 10,000,000 bytes", refused.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        using var queue = Open();
        var path = folder.File("absent.jpg");

        var refused = Assert.Throws<PhotoException>(() => queue.Add(Make(1), [path]));

        Assert.Equal($"{path}: cannot be read: Could not find file '{path}'.", refused.Message);
    }

    [Fact]
    public void What_a_crash_left_half_copied_is_swept_away()
    {
        using (var queue = Open())
            queue.Add(Make(1), [Photos.Jpeg(folder, 1)]);
        File.WriteAllText(Path.Combine(Folder, "photos", "0123.part"), "half");
        File.WriteAllText(OnShelf(7), "nobody's");

        using var again = Open();

        Assert.Equal([OnShelf(1)], Shelf());
    }

    private string OnShelf(int number) => Path.Combine(Folder, "photos", Photos.Id(number));

    private string[] Shelf() => Directory.GetFiles(Path.Combine(Folder, "photos"));

    private ReportQueue Open(QueueBounds? bounds = null) => ReportQueue.Open(Folder, bounds, clock);
}
