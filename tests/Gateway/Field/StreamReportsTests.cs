using Grpc.Core;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Field;

public sealed class StreamReportsTests
{
    private readonly FieldBench bench = new();

    [Fact]
    public async Task AcknowledgementsComeInTheOrderOfBatchesThoughALaterGridIsFaster()
    {
        var slow = bench.Grains.GridOf("V-1");
        slow.Holds = true;
        bench.Send(Reports.Batch(1, Reports.Of(1)), Reports.Batch(2, Reports.Of(2, "W-1")));
        bench.HalfClose();
        await using var stream = bench.Stream();

        var first = stream.MoveNextAsync();
        await bench.Grains.GridOf("W-1").Received(1);
        Assert.False(first.IsCompleted);
        slow.Release();

        Assert.True(await first);
        Assert.Equal(1UL, stream.Current.Sequence);
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal(2UL, stream.Current.Sequence);
        Assert.False(await stream.MoveNextAsync());
    }

    [Fact]
    public async Task AnAcknowledgementThatIsReadyComesWithoutWaiting()
    {
        bench.Send(Reports.Batch(1, Reports.Of(1)), Reports.Batch(2, Reports.Of(2)), Reports.Batch(3, Reports.Of(3)));
        await using var stream = bench.Stream();

        for (var sequence = 1UL; sequence <= 3; sequence++)
        {
            var next = stream.MoveNextAsync();
            Assert.True(next.IsCompletedSuccessfully);
            Assert.True(await next);
            Assert.Equal(sequence, stream.Current.Sequence);
        }

        var fourth = stream.MoveNextAsync();
        Assert.False(fourth.IsCompleted);
        bench.HalfClose();
        Assert.False(await fourth);
    }

    [Fact]
    public async Task OneGridGetsItsReportsInTheOrderOfTheStreamBeforeAnyIsAnswered()
    {
        var grid = bench.Grains.GridOf("V-1");
        grid.Holds = true;
        for (var n = 1; n <= 10; n++) bench.Send(Reports.Batch((ulong)n, Reports.Of(2 * n), Reports.Of(2 * n + 1)));
        bench.HalfClose();
        var stream = bench.Stream();
        var ended = FieldBench.ToEnd(stream);
        await grid.Received(10);

        Assert.Equal(
            Enumerable.Range(2, 20).Select(Reports.Id),
            grid.Commands.SelectMany(c => c.Reports).Select(r => r.Report.ReportId));
        for (var n = 1; n <= 10; n++) grid.Release();
        Assert.Equal(10, (await ended).Acks.Count);
    }

    [Fact]
    public async Task ABatchIsOneCallPerGridAndItsReceiptsStandInItsOrder()
    {
        bench.Send(Reports.Batch(1, Reports.Of(1, "W-1"), Reports.Of(2, "V-1"), Reports.Of(3, "W-1"), Reports.Of(4, "V-2"), Reports.Of(5, "V-1")));
        bench.HalfClose();

        var (acks, fault) = await FieldBench.ToEnd(bench.Stream());

        Assert.Null(fault);
        Assert.Equal(
            [(Reports.Id(1), "W-1"), (Reports.Id(2), "V-1"), (Reports.Id(3), "W-1"), (Reports.Id(4), "V-2"), (Reports.Id(5), "V-1")],
            Assert.Single(acks).Receipts.Select(r => (r.ReportId, r.GridCode)));
        foreach (var (grid, reports) in new[] { ("V-1", 2), ("V-2", 1), ("W-1", 2) })
            Assert.Equal(reports, Assert.Single(bench.Grains.GridOf(grid).Commands).Reports.Count);
    }

    [Fact]
    public async Task OverFiveHundredReportsEndTheStreamAfterTheEarlierBatchIsAcknowledged()
    {
        var grid = bench.Grains.GridOf("V-1");
        grid.Holds = true;
        bench.Send(
            Reports.Batch(1, [.. Enumerable.Range(1, 500).Select(n => Reports.Of(n))]),
            Reports.Batch(2, [.. Enumerable.Range(501, 501).Select(n => Reports.Of(n))]),
            Reports.Batch(3, Reports.Of(2000)));
        var ended = FieldBench.ToEnd(bench.Stream());
        await grid.Received(1);
        Assert.False(ended.IsCompleted);
        grid.Release();

        var (acks, fault) = await ended;

        Assert.Equal(500, Assert.Single(acks).Receipts.Count);
        Assert.Equal(StatusCode.InvalidArgument, fault!.StatusCode);
        Assert.Equal("batch 2 holds 501 reports; at most 500 are taken", fault.Status.Detail);
        Assert.Single(grid.Commands);
    }

    [Theory]
    [InlineData(7UL, 7UL)]
    [InlineData(7UL, 6UL)]
    [InlineData(0UL, 0UL)]
    public async Task ASequenceThatDoesNotIncreaseEndsTheStream(ulong first, ulong second)
    {
        bench.Send(Reports.Batch(first, Reports.Of(1)), Reports.Batch(second, Reports.Of(2)));

        var (acks, fault) = await FieldBench.ToEnd(bench.Stream());

        Assert.Equal(first, Assert.Single(acks).Sequence);
        Assert.Equal(StatusCode.InvalidArgument, fault!.StatusCode);
        Assert.Equal($"sequence {second} comes after {first}; it must increase within a stream", fault.Status.Detail);
    }

    [Fact]
    public async Task AFaultOfTheRequestStreamComesAfterTheAcknowledgementsBeforeIt()
    {
        bench.Send(Reports.Batch(1, Reports.Of(1)));
        bench.HalfClose(new RpcException(new Status(StatusCode.InvalidArgument, "a message is not a ReportBatch")));

        var (acks, fault) = await FieldBench.ToEnd(bench.Stream());

        Assert.Single(acks);
        Assert.Equal("a message is not a ReportBatch", fault!.Status.Detail);
    }

    [Fact]
    public async Task AStreamReadsNoFurtherThanItsBound()
    {
        var grid = bench.Grains.GridOf("V-1");
        grid.Holds = true;
        for (var n = 1; n <= ReadAhead.BatchesMax + 10; n++) bench.Send(Reports.Batch((ulong)n, Reports.Of(n)));
        await using var stream = bench.Stream();
        var first = stream.MoveNextAsync();
        await grid.Received(ReadAhead.BatchesMax);

        Assert.Equal(10, bench.Unread);
        Assert.Equal(ReadAhead.BatchesMax, grid.Commands.Count);

        grid.Release();
        Assert.True(await first);
        await grid.Received(ReadAhead.BatchesMax + 1);
        for (var n = 0; n < ReadAhead.BatchesMax; n++) grid.Release();
    }

    [Fact]
    public async Task LargeBatchesAreReadAheadByTheirReports()
    {
        var grid = bench.Grains.GridOf("V-1");
        grid.Holds = true;
        for (var n = 0; n < 10; n++) bench.Send(Reports.Batch((ulong)n + 1, [.. Enumerable.Range(n * 400, 400).Select(i => Reports.Of(i))]));
        await using var stream = bench.Stream();
        var first = stream.MoveNextAsync();
        await grid.Received(5);

        Assert.Equal(2_000, ReadAhead.ReportsMax);
        Assert.Equal((5, 5), (grid.Commands.Count, bench.Unread));

        grid.Release();
        Assert.True(await first);
        await grid.Received(6);
        for (var n = 0; n < 5; n++) grid.Release();
    }

    [Fact]
    public async Task ACancelledCallEndsWhileTheGridGoesOnDeciding()
    {
        using var caller = new CancellationTokenSource();
        var grid = bench.Grains.GridOf("V-1");
        grid.Holds = true;
        bench.Send(Reports.Batch(1, Reports.Of(1)));
        await using var stream = bench.Stream(caller.Token);
        var next = stream.MoveNextAsync();
        await grid.Received(1);

        await caller.CancelAsync();
        grid.Release();

        // What was decided is still acknowledged to whoever may listen; then the cancellation ends the stream.
        Assert.True(await next);
        Assert.Equal(Outcome.Opened, stream.Current.Receipts[0].Outcome);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.MoveNextAsync());
    }
}
