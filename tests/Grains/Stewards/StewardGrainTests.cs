using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.Stewards;

public sealed class StewardGrainTests
{
    [Fact]
    public async Task Registering_the_same_again_changes_nothing()
    {
        await using var town = await TestTown.Start();
        var steward = new Steward { Id = "S-9", Name = "沈九", HomeGrid = "G2" };
        Assert.True((await town.Grains.Register(new RegisterSteward { Steward = steward })).Changed);
        Assert.False((await town.Grains.Register(new RegisterSteward { Steward = steward.Clone() })).Changed);
        Assert.True((await town.Grains.Register(new RegisterSteward { Steward = new Steward(steward) { HomeGrid = "G3" } })).Changed);
        await town.Restart();
        Assert.Equal("G3", (await town.Grains.ViewSteward("S-9", new StewardQuery())).Steward.HomeGrid);
    }

    [Fact]
    public async Task A_steward_counts_what_it_found_on_a_day_in_every_grid()
    {
        await using var town = await TestTown.Start();
        await town.Grains.Grid("G1").Send(Reports.New(), Reports.New(steward: "S-2"));
        await town.Grains.Grid("G3").Send(Reports.New());
        var view = await town.Grains.ViewSteward("S-1", new StewardQuery { Date = TestTown.Today });
        Assert.Equal(2ul, view.ValidReports);
        Assert.Equal(0ul, (await town.Grains.ViewSteward("S-1", new StewardQuery { Date = TestTown.Today - 1 })).ValidReports);
    }

    [Fact]
    public async Task An_unknown_steward_and_an_unknown_issue_are_not_found()
    {
        await using var town = await TestTown.Start();
        Assert.False((await town.Grains.ViewSteward("nobody", new StewardQuery())).Found);
        Assert.False((await town.Grains.ViewIssue("G1.1", new IssueQuery())).Found);
        await town.Grains.Grid("G1").SendOne(Reports.New());
        Assert.True((await town.Grains.ViewIssue("G1.1", new IssueQuery())).Found);
    }
}
