using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests.Transport;

public sealed class FieldClientTests
{
    private readonly FakeFieldService service = new();

    [Fact]
    public async Task A_report_gets_its_receipt()
    {
        await using var client = new FieldClient(service, Quick);

        var receipt = await client.SendAsync(Make(1));

        Assert.Equal((Make(1).ReportId, Outcome.Opened, "G1-1"), (receipt.ReportId, receipt.Outcome, receipt.IssueId));
    }

    [Fact]
    public async Task Nothing_is_opened_before_there_is_something_to_send()
    {
        await new FieldClient(service, Quick).DisposeAsync();

        Assert.Equal(0, service.Opened);
        Assert.True(service.Disposed);
    }

    [Fact]
    public async Task The_devices_clock_is_told_at_the_streams_start()
    {
        var now = new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
        await using var client = new FieldClient(service, Quick, queue: null, new FixedClock(now));

        await client.SendAsync(Make(1));

        Assert.Equal([now], service.DeviceTimes);
    }

    [Fact]
    public async Task Batches_are_sent_in_the_order_in_which_they_were_offered()
    {
        await using var client = new FieldClient(service, Quick);
        var offered = new List<SentBatch>();
        for (var number = 1; number <= 100; number++)
            offered.Add(await client.OfferAsync([Make(number)]));

        await Task.WhenAll(offered.Select(batch => batch.Receipts));

        Assert.Equal(Enumerable.Range(1, 100), service.Counted.Select(Number));
        Assert.Equal(1, service.Opened);
    }

    [Fact]
    public async Task No_more_than_the_window_is_outstanding()
    {
        var gate = new TaskCompletionSource();
        service.Gate = gate.Task;
        await using var client = new FieldClient(service, Quick with { Window = 2 });
        await client.OfferAsync([Make(1)]);
        await client.OfferAsync([Make(2)]);

        var third = client.OfferAsync([Make(3)]);
        await service.Arrived(2);
        Assert.False(third.IsCompleted);

        gate.SetResult();
        await (await third).Receipts;
        Assert.Equal([1, 2, 3], service.Counted.Select(Number));
    }

    [Fact]
    public async Task After_a_break_what_has_no_receipt_goes_again_in_order()
    {
        service.Arriving = number =>
        {
            if (number == 3)
                throw Unavailable;
        };
        await using var client = new FieldClient(service, Quick);
        var offered = new List<SentBatch>();
        for (var number = 1; number <= 5; number++)
            offered.Add(await client.OfferAsync([Make(number)]));

        await Task.WhenAll(offered.Select(batch => batch.Receipts));

        Assert.Equal([1, 2, 3, 4, 5], service.Counted.Select(Number));
        Assert.Equal(2, service.Opened);
    }

    [Fact]
    public async Task A_lost_answer_is_a_duplicate_and_counts_once()
    {
        service.Answering = number =>
        {
            if (number == 1)
                throw Unavailable;
        };
        await using var client = new FieldClient(service, Quick);

        var receipt = await client.SendAsync(Make(1));

        Assert.Equal(Outcome.Duplicate, receipt.Outcome);
        Assert.Equal([1], service.Counted.Select(Number));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_tried_until_it_can()
    {
        var changes = new List<LinkState>();
        service.Opening = time =>
        {
            if (time <= 3)
                throw Unavailable;
        };
        await using var client = new FieldClient(service, Quick);
        client.LinkChanged += change => changes.Add(change.State);

        await client.SendAsync(Make(1));

        Assert.Equal(4, service.Opened);
        Assert.Equal([LinkState.Down, LinkState.Down, LinkState.Down, LinkState.Up], changes);
    }

    [Fact]
    public async Task Only_reports_answered_RETRY_are_sent_again()
    {
        var refusals = 3;
        service.Decide = report => Number(report) == 2 && refusals-- > 0 ? Outcome.Retry : Outcome.Opened;
        await using var client = new FieldClient(service, Quick);

        var batch = await client.OfferAsync([Make(1), Make(2), Make(3)]);
        var receipts = await batch.Receipts;

        Assert.Equal([Make(1).ReportId, Make(2).ReportId, Make(3).ReportId], receipts.Select(receipt => receipt.ReportId));
        Assert.All(receipts, receipt => Assert.Equal(Outcome.Opened, receipt.Outcome));
        Assert.Equal([3, 1, 1, 1], service.Batches.Select(sent => sent.Reports.Count));
        Assert.Equal(3, batch.Retried);
    }

    [Fact]
    public async Task It_gives_up_on_a_server_that_only_ever_answers_RETRY()
    {
        service.Decide = _ => Outcome.Retry;
        await using var client = new FieldClient(service, Quick with { GiveUpAfter = TimeSpan.FromMilliseconds(20) });

        var fault = await Assert.ThrowsAsync<FieldServiceException>(() => client.SendAsync(Make(1)));

        Assert.Equal((FieldFault.Unavailable, "No receipt for 0.02 s: the server asks to send again"), (fault.Fault, fault.Message));
    }

    [Theory]
    [InlineData(FieldFault.Unauthenticated)]
    [InlineData(FieldFault.Refused)]
    public async Task A_server_that_refuses_the_device_ends_the_client(FieldFault fault)
    {
        service.Opening = _ => throw new FieldServiceException(fault, "go away");
        await using var client = new FieldClient(service, Quick);

        var first = await Assert.ThrowsAsync<FieldServiceException>(() => client.SendAsync(Make(1)));
        var second = await Assert.ThrowsAsync<FieldServiceException>(() => client.SendAsync(Make(2)));

        Assert.Equal((fault, "go away", fault), (first.Fault, first.Message, second.Fault));
        Assert.Equal(1, service.Opened);
    }

    [Fact]
    public async Task It_gives_up_when_it_is_told_to()
    {
        service.Opening = _ => throw Unavailable;
        await using var client = new FieldClient(service, Quick with { GiveUpAfter = TimeSpan.FromMilliseconds(5) });

        var fault = await Assert.ThrowsAsync<FieldServiceException>(() => client.SendAsync(Make(1)));

        Assert.Equal((FieldFault.Unavailable, "No receipt for 0.005 s: the line is down"), (fault.Fault, fault.Message));
    }

    [Fact]
    public async Task A_stream_that_owes_an_acknowledgement_for_too_long_is_replaced()
    {
        var never = new TaskCompletionSource();
        service.Gate = never.Task;
        service.Opening = time =>
        {
            if (time == 2)
                service.Gate = Task.CompletedTask;
        };
        await using var client = new FieldClient(service, Quick with { AckTimeout = TimeSpan.FromMilliseconds(20) });

        var receipt = await client.SendAsync(Make(1));

        Assert.Equal(Outcome.Duplicate, receipt.Outcome);
    }

    [Fact]
    public async Task Receipts_that_do_not_fit_end_the_client()
    {
        service.Decide = _ => Outcome.Unspecified;
        await using var client = new FieldClient(service, Quick);

        var fault = await Assert.ThrowsAsync<FieldServiceException>(() => client.SendAsync(Make(1)));

        Assert.Equal("The server's acknowledgement does not fit: receipt 1 of batch 1 has no outcome", fault.Message);
    }

    [Fact]
    public async Task Disposing_cancels_what_has_no_receipt()
    {
        service.Gate = new TaskCompletionSource().Task;
        var client = new FieldClient(service, Quick);
        var batch = await client.OfferAsync([Make(1)]);

        await client.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch.Receipts);
    }

    [Fact]
    public async Task What_the_server_would_end_the_stream_for_is_not_taken()
    {
        await using var client = new FieldClient(service, Quick);
        var big = new Report { ReportId = "r", Text = new string('x', FieldClientOptions.MaxReportBytes) };

        await Assert.ThrowsAsync<ArgumentException>(() => client.OfferAsync([]));
        await Assert.ThrowsAsync<ArgumentException>(() => client.OfferAsync([.. Enumerable.Range(1, 501).Select(Make)]));
        await Assert.ThrowsAsync<ArgumentException>(() => client.OfferAsync([big]));
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
