using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests.Transport;

/// <summary>INVALID_ARGUMENT: a message of ours that the server cannot read.</summary>
public sealed class UnreadableTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeFieldService service = new();
    private readonly List<UnreadBatch> told = [];
    private readonly HashSet<int> poison = [];

    public UnreadableTests()
    {
        service.ArrivingBatch = batch =>
        {
            if (batch.Reports.Any(report => poison.Contains(Number(report))))
                throw Unreadable;
        };
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_batch_is_named_its_reports_go_one_by_one_and_the_rest_goes_on()
    {
        poison.Add(4);
        using var queue = ReportQueue.Open(folder.File("queue"));
        await using var client = Client(queue);
        var offered = new List<SentBatch>();
        foreach (var numbers in new[] { new[] { 1, 2 }, [3, 4, 5], [6] })
            offered.Add(await client.OfferAsync([.. numbers.Select(Make)]));

        var receipts = await Task.WhenAll(offered.Select(batch => batch.Receipts));

        Assert.Equal([1, 2, 3, 5, 6], service.Counted.Select(Number).Order());
        Assert.Equal((Make(4).ReportId, Outcome.Invalid, "message_unreadable"), (receipts[1][1].ReportId, receipts[1][1].Outcome, receipts[1][1].Reason));
        Assert.Equal(2, told.Count);
        Assert.Equal([Make(3).ReportId, Make(4).ReportId, Make(5).ReportId], told[0].Reports);
        Assert.Equal((2ul, "what is this", false), (told[0].Sequence, told[0].Reason, told[0].GivenUp));
        Assert.Equal([Make(4).ReportId], told[1].Reports);
        Assert.True(told[1].GivenUp);
        Assert.Equal((0, 1), (queue.Count, queue.SetAsideCount));
    }

    [Fact]
    public async Task A_server_that_reads_nothing_is_not_the_reports_fault()
    {
        poison.UnionWith(Enumerable.Range(1, 10));
        using var queue = ReportQueue.Open(folder.File("queue"));
        await using var client = Client(queue);

        var fault = await Assert.ThrowsAsync<FieldServiceException>(async () => await client.SendAsync([.. Enumerable.Range(1, 10).Select(Make)]));

        Assert.Equal((FieldFault.Refused, "The server could read none of 3 single reports: what is this"), (fault.Fault, fault.Message));
        Assert.Equal((7, 3), (queue.Count, queue.SetAsideCount));
    }

    [Fact]
    public async Task A_stream_refused_before_anything_was_sent_ends_the_client()
    {
        service.Opening = _ => throw Unreadable;
        await using var client = Client(queue: null);

        var fault = await Assert.ThrowsAsync<FieldServiceException>(() => client.SendAsync(Make(1)));

        Assert.Equal((FieldFault.Unreadable, 1), (fault.Fault, service.Opened));
    }

    private FieldClient Client(ReportQueue? queue)
    {
        var client = new FieldClient(service, Quick, queue);
        client.BatchUnread += told.Add;
        return client;
    }
}
