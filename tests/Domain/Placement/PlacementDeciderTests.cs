using RealtimeGov.Domain.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Placement;

public sealed class PlacementDeciderTests
{
    private const long AtUs = 1_773_144_000_000_000;

    [Fact]
    public void A_move_names_how_it_was_and_how_it_is()
    {
        var e = Decide(Maps.Of(2, Maps.Assigned("A", "silo-1")), Move("A", "silo-2", pin: true)).Event!;
        Assert.Equal(("王主任", AtUs), (e.By, e.AtUs));
        Assert.Equal(new GridAssigned
        {
            Grid = "A",
            Before = new Assignment { Silo = "silo-1", RanOn = "silo-1" },
            After = new Assignment { Silo = "silo-2", Pinned = true, RanOn = "silo-2" },
        }, e.Assigned);
        Assert.Equal(new AuditText("move", "A", "silo-1", "silo-2, pinned"), AuditText.Of(e));
    }

    [Fact]
    public void A_grid_given_back_runs_by_rendezvous_and_is_not_pinned()
    {
        var map = Maps.Of(2, Maps.Assigned("A", "silo-1", pinned: true));
        var e = Decide(map, Move("A", "", pin: true)).Event!;
        var automatic = Maps.Of(2).SiloOfGrid("A");
        Assert.Equal(new Assignment { RanOn = automatic }, e.Assigned.After);
        Assert.Equal($"automatic ({automatic})", AuditText.Of(e).After);
        var after = map.Table.With(e);
        Assert.Empty(after.Assignments);
        Assert.Equal(2ul, after.Version);
    }

    [Fact]
    public void What_is_so_already_changes_nothing()
    {
        var map = Maps.Of(2, Maps.Assigned("A", "silo-1", pinned: true), Maps.Weighed("silo-2", 2));
        Assert.Equal(PlacementDecision.AlreadySo, Decide(map, Move("A", "silo-1", pin: true)));
        Assert.Equal(PlacementDecision.AlreadySo, Decide(map, Move("B", "")));
        Assert.Equal(PlacementDecision.AlreadySo, Decide(map, Weigh("silo-2", 2)));
        Assert.Equal(PlacementDecision.AlreadySo, Decide(map, Apply(map.Table.Version)));
        Assert.NotNull(Decide(map, Move("A", "silo-1", pin: false)).Event); // the pin alone is a change
    }

    [Fact]
    public void A_silo_drains_once_and_is_refilled_once()
    {
        var map = Maps.Of(2);
        var drained = Decide(map, Drain("silo-1")).Event!;
        Assert.Equal(new AuditText("drain", "silo-1", "live", "draining"), AuditText.Of(drained));
        var draining = new PlacementMap(map.Table.With(drained), map.Members);
        Assert.Equal("silo_draining", Decide(draining, Drain("silo-1")).Refused);
        var refilled = Decide(draining, Refill("silo-1")).Event!;
        Assert.Equal(new AuditText("refill", "silo-1", "draining", "live"), AuditText.Of(refilled));
        Assert.Equal("not_draining", Decide(map, Refill("silo-1")).Refused);
    }

    [Fact]
    public void The_last_silo_that_takes_grids_is_not_drained()
    {
        Assert.Equal("last_silo", Decide(Maps.Of(1), Drain("silo-1")).Refused);
        Assert.Equal("last_silo", Decide(Maps.Of(2, Maps.Drained("silo-2")), Drain("silo-1")).Refused);
        var otherDead = new PlacementMap(PlacementTable.Empty, [new("silo-1", true), new("silo-2", false)]);
        Assert.Equal("last_silo", Decide(otherDead, Drain("silo-1")).Refused);
        Assert.Equal("", Decide(otherDead, Drain("silo-2")).Refused); // it takes none when it returns
    }

    [Fact]
    public void A_weight_is_changed_within_its_range()
    {
        Assert.Equal(new AuditText("weigh", "silo-1", "1", "2.5"), AuditText.Of(Decide(Maps.Of(1), Weigh("silo-1", 2.5)).Event!));
        foreach (var weight in new[] { 0.099, 0, -1, 100.1, double.NaN, double.PositiveInfinity })
            Assert.Equal("malformed_weight", Decide(Maps.Of(1), Weigh("silo-1", weight)).Refused);
        Assert.Equal(("", ""), (Decide(Maps.Of(1), Weigh("silo-1", 0.1)).Refused, Decide(Maps.Of(1), Weigh("silo-1", 100)).Refused));
    }

    [Theory]
    [InlineData("nowhere", "silo-1", "unknown_grid")]
    [InlineData("V1", "silo-1", "unknown_grid")] // a village
    [InlineData("A", "silo-9", "unknown_silo")]
    [InlineData("A", "silo-2", "silo_draining")]
    [InlineData("A", "silo-3", "silo_dead")]
    public void A_move_to_where_nothing_can_go_is_refused_by_name(string grid, string silo, string code)
    {
        var map = new PlacementMap(Maps.Table(Maps.Drained("silo-2")), [new("silo-1", true), new("silo-2", true), new("silo-3", false)]);
        Assert.Equal((code, null), (Decide(map, Move(grid, silo)).Refused, Decide(map, Move(grid, silo)).Event));
    }

    [Fact]
    public void Drain_refill_and_weight_of_a_silo_never_seen_are_refused()
    {
        foreach (var command in new[] { Drain("silo-9"), Refill("silo-9"), Weigh("silo-9", 2) })
            Assert.Equal("unknown_silo", Decide(Maps.Of(2), command).Refused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Whoever_changes_something_gives_a_name(string by)
    {
        var command = Move("A", "silo-2");
        command.Move.By = by;
        Assert.Equal("malformed_by", Decide(Maps.Of(2), command).Refused);
    }

    [Fact]
    public void A_plan_is_applied_in_one_event()
    {
        var map = Maps.Of(2, Maps.Assigned("A", "silo-1"), Maps.Assigned("B", "silo-1"));
        var e = Decide(map, Apply(2, ("A", "silo-1", "silo-2"), ("B", "silo-1", "silo-2"))).Event!;
        Assert.Equal(new AuditText("apply", "2", "A: silo-1; B: silo-1", "A: silo-2; B: silo-2"), AuditText.Of(e));
        var after = new PlacementMap(map.Table.With(e), map.Members);
        Assert.Equal((3ul, "silo-2", "silo-2"), (after.Table.Version, after.SiloOfGrid("A"), after.SiloOfGrid("B")));
    }

    [Fact]
    public void A_plan_of_another_version_is_refused()
    {
        var map = Maps.Of(2, Maps.Assigned("A", "silo-1"), Maps.Assigned("B", "silo-1"));
        Assert.Equal("placement_changed", Decide(map, Apply(1, ("A", "silo-1", "silo-2"))).Refused);
        Assert.Equal("placement_changed", Decide(map, Apply(3)).Refused);
    }

    [Theory]
    [InlineData("silo-1", "silo-2", "silo-1", "silo-2", "malformed_plan")] // twice
    [InlineData("silo-2", "silo-1", null, null, "malformed_plan")] // not where it says
    [InlineData("silo-1", "silo-9", null, null, "unknown_silo")]
    [InlineData("silo-1", "silo-3", null, null, "silo_dead")]
    public void A_malformed_plan_is_refused_whole(string from, string to, string? againFrom, string? againTo, string code)
    {
        var map = new PlacementMap(Maps.Table(Maps.Assigned("A", "silo-1")), [.. Maps.Live(2), new("silo-3", false)]);
        var moves = againTo is null ? new[] { ("A", from, to) } : [("A", from, to), ("A", againFrom!, againTo)];
        Assert.Equal(code, Decide(map, Apply(1, moves)).Refused);
    }

    [Fact]
    public void A_plan_says_where_each_grid_moves_from_and_to()
    {
        var map = Maps.Of(2, Maps.Assigned("A", "silo-1"));

        var fromNowhere = Decide(map, Apply(1, ("A", "", "silo-2")));
        var toNowhere = Decide(map, Apply(1, ("A", "silo-1", "")));

        Assert.Equal(("malformed_plan", "the plan does not say where A moves from"), (fromNowhere.Refused, fromNowhere.Detail));
        Assert.Equal(("unknown_silo", "no silo is named"), (toNowhere.Refused, toNowhere.Detail));
    }

    // Where no silo lives, a grid is nowhere: the empty name is not that place.
    [Fact]
    public void A_grid_that_is_nowhere_moves_from_nowhere_neither()
    {
        var map = new PlacementMap(Maps.Table(), [new("silo-1", false)]);

        var refused = Decide(map, Apply(0, ("A", "", "silo-1")));

        Assert.Equal(("malformed_plan", "the plan does not say where A moves from"), (refused.Refused, refused.Detail));
    }

    [Fact]
    public void A_silo_that_is_not_named_is_refused_as_such()
    {
        var map = Maps.Of(2);

        foreach (var command in (ChangePlacement[])[Drain(""), Refill(""), Weigh("", 1)])
        {
            var decision = Decide(map, command);
            Assert.Equal(("unknown_silo", "no silo is named"), (decision.Refused, decision.Detail));
        }
    }

    [Fact]
    public void A_plan_does_not_move_what_is_pinned()
    {
        var map = Maps.Of(2, Maps.Assigned("A", "silo-1", pinned: true));
        Assert.Equal("malformed_plan", Decide(map, Apply(1, ("A", "silo-1", "silo-2"))).Refused);
    }

    [Fact]
    public void A_long_plan_s_audit_spells_out_twenty_moves()
    {
        var grids = Enumerable.Range(0, 25).Select(n => $"A{n}").ToList();
        var map = Maps.Of(2, [.. grids.Select(grid => Maps.Assigned(grid, "silo-1"))]);
        var text = AuditText.Of(Decide(map, Apply(25, [.. grids.Select(grid => (grid, "silo-1", "silo-2"))])).Event!);
        Assert.Equal("25", text.Subject);
        Assert.StartsWith("A0: silo-2; A1: silo-2; ", text.After);
        Assert.EndsWith("; A19: silo-2; and 5 more", text.After);
    }

    private static PlacementDecision Decide(PlacementMap map, ChangePlacement command) =>
        new PlacementDecider(map, code => code.StartsWith('A') || code == "B").Decide(command);

    private static ChangePlacement Move(string grid, string silo, bool pin = false) =>
        new() { AtUs = AtUs, Move = new MoveGridRequest { Grid = grid, Silo = silo, Pin = pin, By = "王主任" } };

    private static ChangePlacement Drain(string silo) => new() { AtUs = AtUs, Drain = new DrainSiloRequest { Silo = silo, By = "王主任" } };

    private static ChangePlacement Refill(string silo) => new() { AtUs = AtUs, Refill = new RefillSiloRequest { Silo = silo, By = "王主任" } };

    private static ChangePlacement Weigh(string silo, double weight) =>
        new() { AtUs = AtUs, Weigh = new WeighSiloRequest { Silo = silo, Weight = weight, By = "王主任" } };

    private static ChangePlacement Apply(ulong version, params (string Grid, string From, string To)[] moves)
    {
        var plan = new RebalancePlan { Version = version };
        plan.Moves.AddRange(moves.Select(move => new PlannedMove { Grid = move.Grid, From = move.From, To = move.To }));
        return new ChangePlacement { AtUs = AtUs, Apply = new ApplyPlanRequest { Plan = plan, By = "王主任" } };
    }
}
