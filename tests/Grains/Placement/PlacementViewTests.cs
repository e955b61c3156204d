using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Tests.Faults;

namespace RealtimeGov.Grains.Tests.Placement;

public sealed class PlacementViewTests
{
    private const int Callers = 50;

    [Fact]
    public async Task All_who_ask_while_a_read_is_under_way_share_the_next_one()
    {
        await using var town = await TestTown.Start();
        await town.Placement.Move("G1", "silo-2", pin: true);
        var (reads, begun, goesOn) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        var faults = new Faults { ReadingPlacement = () =>
        {
            reads++;
            begun.TrySetResult();
            return goesOn.Task;
        } };
        var view = new PlacementView(new FaultyJournal(town.Journal, faults).ReadModel);
        var first = view.Refresh(default);
        await begun.Task;
        var others = Enumerable.Range(0, Callers).Select(_ => view.Refresh(default)).ToList();
        goesOn.SetResult();
        await Task.WhenAll([first, .. others]);
        Assert.Equal(2, reads); // not one: what became durable after the first began would not be seen
        Assert.Equal("silo-2", view.Current.Table.Assignments["G1"].Silo);
    }

    [Fact]
    public async Task A_read_that_fails_is_no_answer_to_who_waits_behind_it()
    {
        await using var town = await TestTown.Start();
        await town.Placement.Move("G1", "silo-2", pin: true);
        var (reads, goesOn) = (0, new TaskCompletionSource());
        var faults = new Faults { ReadingPlacement = async () =>
        {
            if (++reads > 1) return;
            await goesOn.Task;
            throw new IOException("planned");
        } };
        var view = new PlacementView(new FaultyJournal(town.Journal, faults).ReadModel);
        var (first, second) = (view.Refresh(default), view.Refresh(default));
        goesOn.SetResult();
        await Assert.ThrowsAsync<IOException>(() => first);
        await second;
        Assert.Equal((2, 1ul), (reads, view.Current.Table.Version));
    }
}
