using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Grains.Tests.Grids;

public sealed class RequestBoundTests
{
    [Fact]
    public async Task S7_a_grain_holds_10_000_requests_and_refuses_the_next_at_once()
    {
        Assert.Equal(10_000, TownGrain.RequestsMax);
        await using var town = await TestTown.Start();
        await town.Grains.Grid("G1").SendOne(Reports.New());
        var (reading, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        town.Faults.ReadingReport = _ =>
        {
            if (Interlocked.Increment(ref reading) == TownGrain.RequestsMax) all.TrySetResult();
            return read.Task;
        };
        // The way there is the silo's: a client would ask again for what takes longer than an attempt.
        var grid = town.Silos.Grid("G1");
        var inside = Enumerable.Range(0, TownGrain.RequestsMax)
            .Select(_ => grid.Withdraw(new WithdrawReport { ReportId = $"{Guid.NewGuid()}", Reviewer = "沈主任", Reason = "同一处已报", AtUs = TestTown.NowUs })).ToList();
        await all.Task.WaitAsync(Patience.Max);
        var refused = await Assert.ThrowsAsync<NotDurableException>(() => grid.Day(new DayQuery { Date = TestTown.Today }));
        Assert.Equal("grid/G1 holds 10000 requests: send it again later", refused.Message);
        read.SetResult();
        foreach (var withdrawn in inside) Assert.Equal("report_unknown", (await withdrawn).Refused);
        Assert.Equal(1ul, (await grid.Day(new DayQuery { Date = TestTown.Today })).Counts.Valid);
    }
}
