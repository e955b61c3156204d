using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class KnownIdsTests
{
    [Fact]
    public void The_first_word_on_an_id_stays()
    {
        var ids = new KnownIds();
        ids.Add(Samples.Id(1), new Known(1, 10));
        ids.Add(Samples.Id(1), new Known(2, 20));
        Assert.Equal(1, ids.Count);
        Assert.True(ids.TryGet(Samples.Id(1), out var known));
        Assert.Equal(new Known(1, 10), known);
        Assert.False(ids.TryGet(Samples.Id(2), out _));
    }

    [Fact]
    public void What_is_older_is_forgotten_and_what_is_as_old_is_not()
    {
        var ids = new KnownIds();
        for (var n = 1; n <= 3; n++) ids.Add(Samples.Id(n), new Known(0, n * 10));
        ids.ForgetBefore(20);
        Assert.Equal([Samples.Id(2), Samples.Id(3)], ids.All.Select(k => k.Key));
        ids.ForgetBefore(31);
        Assert.Equal(0, ids.Count);
        ids.Add(Samples.Id(1), new Known(0, 40));
        Assert.Equal(1, ids.Count);
    }

    [Fact]
    public void A_grid_remembers_eight_days_of_ids()
    {
        var grid = new JournaledGrid();
        grid.Receive(Samples.Report(1));
        grid.Receive(Samples.Report(2, r => r.Text = ""));
        var later = Samples.NowUs + 8 * Instant.DayUs;
        Assert.Equal(8, KnownIds.Days);
        grid.Receive(Samples.ObservedAt(later, 3), Samples.Context with { ReceivedAtUs = later });
        Assert.Equal((2, 1), (grid.State.Known.Count, grid.State.Refused.Count));
        grid.Receive(Samples.ObservedAt(later, 4), Samples.Context with { ReceivedAtUs = later + 1 });
        Assert.Equal((2, 0), (grid.State.Known.Count, grid.State.Refused.Count));
        // Forgetting costs a look-up, never a count: the store still has the claim.
        var again = grid.Receive(Samples.ObservedAt(later), Samples.Context with { ReceivedAtUs = later + 1 });
        Assert.Equal((Outcome.Duplicate, "G1.1"), (again.Receipt.Outcome, again.Receipt.IssueId));
        Assert.Equal(1, grid.ClaimsMet);
    }
}
