using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests.Transport;

/// <summary>Photos first, and everything in its order.</summary>
public sealed class QueueSenderTests : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeFieldService service = new();
    private readonly ReportQueue queue;
    private readonly FieldClient client;
    private readonly List<(int Number, Outcome Outcome)> received = [];
    private readonly List<PhotoChange> changes = [];
    private readonly List<RefusedPhoto> leftOut = [];

    public QueueSenderTests()
    {
        queue = ReportQueue.Open(folder.File("queue"));
        client = new FieldClient(service, Quick, queue);
    }

    private FakePhotoUplink Uplink => service.Uplink;

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        queue.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_report_goes_after_its_last_photo()
    {
        queue.Add(Make(1), [Photos.Jpeg(folder, 1), Photos.Jpeg(folder, 2)]);
        var wholeOnArrival = -1;
        service.Arriving = _ => wholeOnArrival = Uplink.Whole.Count;

        Assert.Equal(1, await Sender().RunAsync());

        Assert.Equal(2, wholeOnArrival);
        Assert.Equal([Photos.Id(1), Photos.Id(2)], Assert.Single(service.Counted).PhotoIds);
        Assert.Equal(0, queue.Count);
        Assert.Empty(Directory.GetFiles(folder.File("queue/photos")));
    }

    [Fact]
    public async Task Reports_behind_one_that_waits_for_its_photo_go_ahead()
    {
        var gate = new TaskCompletionSource();
        Uplink.Gate = gate.Task;
        queue.Add(Make(1), [Photos.Jpeg(folder, 1)]);
        queue.Add([Make(2), Make(3)]);

        var running = Sender().RunAsync();
        await Task.WhenAny(service.Arrived(1), running);
        gate.SetResult();

        Assert.Equal(3, await running);
        Assert.Equal([2, 3, 1], service.Counted.Select(Number));
        Assert.Equal([(2, Outcome.Opened), (3, Outcome.Opened), (1, Outcome.Opened)], received);
    }

    [Fact]
    public async Task An_upload_goes_on_from_what_the_server_holds()
    {
        var broken = false;
        Uplink.Arriving = bytes =>
        {
            if (bytes != 3000 || broken)
                return;
            broken = true;
            throw Unavailable;
        };
        queue.Add(Make(1), [Photos.Jpeg(folder, 1)]);

        await Sender().RunAsync();

        Assert.Equal([(Photos.Id(1), 0), (Photos.Id(1), 2000)], Uplink.Uploads);
        Assert.Equal(6000, Uplink.BytesArrived); // One chunk was lost on the way.
        Assert.Equal([PhotoStep.Delayed, PhotoStep.Held], changes.Select(change => change.State).Where(state => state != PhotoStep.Moving));
    }

    [Fact]
    public async Task A_photo_that_the_server_holds_is_not_sent()
    {
        Uplink.Whole.Add(Photos.Id(1));
        queue.Add(Make(1), [Photos.Jpeg(folder, 1)]);

        await Sender().RunAsync();

        Assert.Empty(Uplink.Uploads);
        Assert.Equal([Photos.Id(1)], service.Counted[0].PhotoIds);
    }

    [Fact]
    public async Task A_photo_refused_for_good_is_left_out_and_its_report_goes()
    {
        Uplink.Uploading = id =>
        {
            if (id == Photos.Id(1))
                throw FakePhotoUplink.Never("photo_malformed");
        };
        queue.Add(Make(1), [Photos.Jpeg(folder, 1), Photos.Jpeg(folder, 2)]);

        await Sender().RunAsync();

        Assert.Equal([Photos.Id(2)], Assert.Single(service.Counted).PhotoIds);
        Assert.Equal([new RefusedPhoto(Photos.Id(1), "photo_malformed")], leftOut);
        Assert.Equal("photo_malformed", Assert.Single(changes, change => change.State == PhotoStep.Refused).Reason);
    }

    [Fact]
    public async Task A_copy_that_somebody_deleted_is_left_out()
    {
        queue.Add(Make(1), [Photos.Jpeg(folder, 1)]);
        File.Delete(folder.File("queue/photos/" + Photos.Id(1)));

        await Sender().RunAsync();

        Assert.Empty(Assert.Single(service.Counted).PhotoIds);
        Assert.Equal([new RefusedPhoto(Photos.Id(1), "photo_lost")], leftOut);
    }

    [Fact]
    public async Task When_photos_cannot_go_the_other_reports_still_do()
    {
        Uplink.Asked = _ => throw Unavailable;
        queue.Add(Make(1), [Photos.Jpeg(folder, 1)]);
        queue.Add([Make(2)]);

        var fault = await Assert.ThrowsAsync<FieldServiceException>(() => Sender(Quick with { GiveUpAfter = TimeSpan.FromMilliseconds(20) }).RunAsync());

        Assert.Equal((FieldFault.Unavailable, "No photo arrived for 0.02 s: the line is down"), (fault.Fault, fault.Message));
        Assert.Equal([2], service.Counted.Select(Number));
        Assert.Equal(1, queue.Count);
        Assert.Equal((fault.Message, null), (Pending.Read(folder.File("queue")).Trouble!.Said, Pending.Read(folder.File("queue")).Trouble!.NextAttempt));
    }

    [Fact]
    public async Task A_device_that_may_not_send_photos_is_told()
    {
        Uplink.Asked = _ => throw new FieldServiceException(FieldFault.Unauthenticated, "no token");
        queue.Add(Make(1), [Photos.Jpeg(folder, 1)]);

        var fault = await Assert.ThrowsAsync<FieldServiceException>(() => Sender().RunAsync());

        Assert.Equal((FieldFault.Unauthenticated, 1), (fault.Fault, queue.Count));
    }

    [Fact]
    public async Task The_client_itself_does_not_send_a_report_ahead_of_its_photos()
    {
        var report = Make(1);
        queue.Add(report, [Photos.Jpeg(folder, 1)]);

        var early = await Assert.ThrowsAsync<InvalidOperationException>(() => client.OfferAsync([report]));

        Assert.Equal($"Report {report.ReportId} goes after its photos", early.Message);
    }

    [Fact]
    public async Task A_thousand_reports_go_in_order_with_few_messages_out()
    {
        queue.Add([.. Enumerable.Range(1, 1000).Select(Make)]);

        Assert.Equal(1000, await Sender().RunAsync());

        Assert.Equal(Enumerable.Range(1, 1000), service.Counted.Select(Number));
        Assert.Equal(Enumerable.Range(1, 1000), received.Select(one => one.Number));
        Assert.Equal(125, service.Batches.Count);
    }

    [Fact]
    public async Task What_keeps_them_is_noted_while_it_lasts()
    {
        Trouble? noted = null;
        service.Opening = time =>
        {
            if (time == 1)
                throw Unavailable;
            noted = Pending.Read(folder.File("queue")).Trouble;
        };
        queue.Add([Make(1)]);

        await Sender().RunAsync();

        Assert.Equal("the line is down", noted!.Said);
        Assert.NotNull(noted.NextAttempt);
        Assert.Null(Pending.Read(folder.File("queue")).Trouble);
    }

    private QueueSender Sender(FieldClientOptions? options = null) => new(queue, client, Uplink, options ?? Quick)
    {
        Received = (one, receipt) =>
        {
            received.Add((Number(one.Report), receipt.Outcome));
            leftOut.AddRange(one.LeftOut);
        },
        PhotoChanged = changes.Add,
    };
}
