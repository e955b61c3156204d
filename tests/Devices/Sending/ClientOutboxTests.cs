using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Sending;
using RealtimeGov.Devices.Waiting;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests.Sending;

/// <summary>The client with an outbox: what has no receipt survives the process.</summary>
public sealed class ClientOutboxTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeFieldService service = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_report_waits_in_the_outbox_until_it_has_its_receipt()
    {
        var gate = new TaskCompletionSource();
        service.Gate = gate.Task;
        using var outbox = Open();
        await using var client = new FieldClient(service, Quick, outbox);

        var batch = await client.OfferAsync([Make(1), Make(2)]);
        Assert.Equal([1, 2], outbox.Waiting().Select(Number));

        gate.SetResult();
        await batch.Receipts;
        Assert.Equal(0, outbox.Count);
    }

    [Fact]
    public async Task What_was_left_behind_goes_again_in_order()
    {
        var dead = new FakeFieldService { Gate = new TaskCompletionSource().Task };
        using (var outbox = Open())
        {
            await using var client = new FieldClient(dead, Quick, outbox);
            await client.OfferAsync([Make(2), Make(1)]);
            await client.OfferAsync([Make(3)]);
        }

        using var reopened = Open();
        await using var next = new FieldClient(service, Quick, reopened);
        var told = new List<(int, Outcome)>();
        var sent = await next.SendWaitingAsync((report, receipt) => told.Add((Number(report), receipt.Outcome)));

        Assert.Equal(3, sent);
        Assert.Equal([(2, Outcome.Opened), (1, Outcome.Opened), (3, Outcome.Opened)], told);
        Assert.Equal(0, reopened.Count);
    }

    [Fact]
    public async Task A_report_answered_RETRY_stays_until_it_has_another_receipt()
    {
        using var outbox = Open();
        var waitingAtSecond = -1;
        var answers = 0;
        service.Decide = report =>
        {
            if (Number(report) != 2)
                return Outcome.Recorded;
            if (answers++ == 0)
                return Outcome.Retry;
            waitingAtSecond = outbox.Count;
            return Outcome.Recorded;
        };
        await using var client = new FieldClient(service, Quick, outbox);

        await client.SendAsync([Make(1), Make(2)]);

        Assert.Equal(1, waitingAtSecond);
        Assert.Equal(0, outbox.Count);
    }

    [Fact]
    public async Task An_invalid_report_does_not_wait_for_ever()
    {
        service.Decide = _ => Outcome.Invalid;
        using var outbox = Open();
        await using var client = new FieldClient(service, Quick, outbox);

        var receipt = await client.SendAsync(Make(1));

        Assert.Equal((Outcome.Invalid, 0), (receipt.Outcome, outbox.Count));
    }

    [Fact]
    public async Task A_full_outbox_takes_nothing_and_sends_nothing()
    {
        using var outbox = Outbox.Open(folder.File("outbox"), maxReports: 1);
        await using var client = new FieldClient(service, Quick, outbox);

        await Assert.ThrowsAsync<OutboxFullException>(() => client.OfferAsync([Make(1), Make(2)]));
        await client.SendAsync(Make(3));

        Assert.Equal([3], service.Counted.Select(Number));
    }

    [Fact]
    public async Task A_refused_device_keeps_its_reports()
    {
        service.Opening = _ => throw new FieldServiceException(FieldFault.Unauthenticated, "no token");
        using var outbox = Open();
        await using var client = new FieldClient(service, Quick, outbox);

        await Assert.ThrowsAsync<FieldServiceException>(() => client.SendAsync(Make(1)));

        Assert.Equal([1], outbox.Waiting().Select(Number));
    }

    private Outbox Open() => Outbox.Open(folder.File("outbox"));
}
