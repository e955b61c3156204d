using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests.Transport;

/// <summary>The client with a queue: what has no receipt survives the process.</summary>
public sealed class ClientQueueTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeFieldService service = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_report_waits_in_the_queue_until_it_has_its_receipt()
    {
        var gate = new TaskCompletionSource();
        service.Gate = gate.Task;
        using var queue = Open();
        await using var client = new FieldClient(service, Quick, queue);

        var batch = await client.OfferAsync([Make(1), Make(2)]);
        Assert.Equal([1, 2], queue.Ready(10).Select(one => Number(one.Report)));

        gate.SetResult();
        await batch.Receipts;
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task It_is_on_disk_before_it_is_sent()
    {
        using var queue = Open();
        var waitingOnArrival = -1;
        service.Arriving = _ => waitingOnArrival = Pending.Read(folder.File("queue")).Reports;
        await using var client = new FieldClient(service, Quick, queue);

        await client.SendAsync(Make(1));

        Assert.Equal(1, waitingOnArrival);
    }

    [Fact]
    public async Task What_was_left_behind_goes_again_in_order_and_with_its_id()
    {
        var dead = new FakeFieldService { Gate = new TaskCompletionSource().Task };
        Report[] left = [Make(2), Make(1), Make(3)];
        using (var queue = Open())
        {
            await using var client = new FieldClient(dead, Quick, queue);
            await client.OfferAsync(left[..2]);
            await client.OfferAsync(left[2..]);
        }

        using var reopened = Open();
        await using var next = new FieldClient(service, Quick, reopened);
        var told = new List<(Report, Outcome)>();
        var sent = await new QueueSender(reopened, next, service.Uplink) { Received = (one, receipt) => told.Add((one.Report, receipt.Outcome)) }.RunAsync();

        Assert.Equal(3, sent);
        Assert.Equal(left.Select(report => (report, Outcome.Opened)), told);
        Assert.Equal(0, reopened.Count);
    }

    [Fact]
    public async Task What_the_server_had_already_is_delivered()
    {
        await using (var first = new FieldClient(service, Quick))
            await first.SendAsync(Make(1));
        using var queue = Open();
        var again = new FakeFieldServiceBehind(service);
        await using var client = new FieldClient(again, Quick, queue);

        var receipt = await client.SendAsync(Make(1));

        Assert.Equal((Outcome.Duplicate, 0), (receipt.Outcome, queue.Count));
        Assert.Single(service.Counted);
    }

    [Fact]
    public async Task A_report_answered_RETRY_stays_until_it_has_another_receipt()
    {
        using var queue = Open();
        var waitingAtSecond = -1;
        var answers = 0;
        service.Decide = report =>
        {
            if (Number(report) != 2)
                return Outcome.Recorded;
            if (answers++ == 0)
                return Outcome.Retry;
            waitingAtSecond = queue.Count;
            return Outcome.Recorded;
        };
        await using var client = new FieldClient(service, Quick, queue);

        await client.SendAsync([Make(1), Make(2)]);

        Assert.Equal((1, 0), (waitingAtSecond, queue.Count));
    }

    [Fact]
    public async Task An_invalid_report_does_not_wait_for_ever()
    {
        service.Decide = _ => Outcome.Invalid;
        using var queue = Open();
        await using var client = new FieldClient(service, Quick, queue);

        var receipt = await client.SendAsync(Make(1));

        Assert.Equal((Outcome.Invalid, 0), (receipt.Outcome, queue.Count));
    }

    [Fact]
    public async Task A_full_queue_takes_nothing_and_sends_nothing()
    {
        using var queue = Open(new QueueBounds { Reports = 1 });
        await using var client = new FieldClient(service, Quick, queue);

        await Assert.ThrowsAsync<QueueFullException>(() => client.OfferAsync([Make(1), Make(2)]));
        await client.SendAsync(Make(3));

        Assert.Equal([3], service.Counted.Select(Number));
    }

    [Fact]
    public async Task A_refused_device_keeps_its_reports()
    {
        service.Opening = _ => throw new FieldServiceException(FieldFault.Unauthenticated, "no token");
        using var queue = Open();
        await using var client = new FieldClient(service, Quick, queue);

        await Assert.ThrowsAsync<FieldServiceException>(() => client.SendAsync(Make(1)));

        Assert.Equal([1], queue.Ready(10).Select(one => Number(one.Report)));
    }

    private ReportQueue Open(QueueBounds? bounds = null) => ReportQueue.Open(folder.File("queue"), bounds);

    /// <summary>The same server for another client.</summary>
    private sealed class FakeFieldServiceBehind(FakeFieldService server) : IFieldService
    {
        public IPhotoUplink Photos => server.Photos;

        public Task<IReportStream> OpenAsync(DateTimeOffset deviceTime, CancellationToken cancellation) => server.OpenAsync(deviceTime, cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
