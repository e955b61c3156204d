using RealtimeGov.Domain.Routing;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Routing;

public sealed class RoutingTableTests
{
    private static readonly LoopUnit[] Units =
    [
        Unit("city", LoopLevel.City, ""), Unit("county", LoopLevel.County, "city"), Unit("town", LoopLevel.Town, "county"),
        Unit("roads-office", LoopLevel.Town, "county"), Unit("leader-7", LoopLevel.Town, "county"),
        Unit("cadres-G1", LoopLevel.Village, "town"), Unit("guesthouses", LoopLevel.Village, "town"),
    ];

    private static readonly RoutingTable Table = new(
        Units,
        [Rule("roads", "", "roads-office", ""), Rule("roads/lamp", "G1", "cadres-G1", "leader-7"), Rule("", "H", "guesthouses", "")],
        [new RoutingDefault { Region = "V1", LinkingCadres = "cadres-G1", AssignedLeader = "leader-7" }]);

    [Theory]
    [InlineData("roads/lamp", "cadres-G1", "leader-7", "G1", "V1", "T1")] // the category's own rule
    [InlineData("roads/pothole", "roads-office", "county", "G1", "V1", "T1")] // its class; the leader is not above the office
    [InlineData("litter/bin", "cadres-G1", "leader-7", "G1", "V1", "T1")] // the village's default
    [InlineData("litter/bin", "guesthouses", "leader-7", "H", "G1", "V1", "T1")] // the trade's station
    [InlineData("litter/bin", "", "", "G9", "V9", "T1")]
    public void Category_and_region_propose_holder_and_supervisor(string category, string holder, string supervisor, params string[] regions) =>
        Assert.Equal(new RoutingProposal(holder, supervisor), Table.Propose(category, regions));

    [Fact]
    public void What_points_nowhere_is_refused()
    {
        Refused(RoutingFaults.Nowhere, rules: [Rule("roads", "", "nobody", "")]);
        Refused(RoutingFaults.Nowhere, rules: [Rule("roads", "", "", "")]);
        Refused(RoutingFaults.Nowhere, rules: [Rule("roads", "", "town", "nobody")]);
        Refused(RoutingFaults.Nowhere, units: [Unit("a", LoopLevel.Town, "nobody")]);
        Refused(RoutingFaults.Nowhere, defaults: [new RoutingDefault { Region = "V1" }]);
    }

    [Fact]
    public void What_points_at_itself_is_refused()
    {
        Refused(RoutingFaults.Itself, rules: [Rule("roads", "", "town", "town")]);
        Refused(RoutingFaults.Itself, units: [Unit("a", LoopLevel.Town, "a")]);
    }

    [Fact]
    public void What_goes_in_a_circle_is_refused() => Refused(
        RoutingFaults.Cycle, units: [Unit("a", LoopLevel.Town, "b"), Unit("b", LoopLevel.Town, "c"), Unit("c", LoopLevel.Town, "a")]);

    [Fact]
    public void Only_higher_levels_stand_above()
    {
        Refused(RoutingFaults.NotAbove, rules: [Rule("roads", "", "town", "cadres-G1")]);
        Refused(RoutingFaults.NotAbove, rules: [Rule("roads", "", "town", "leader-7")]);
        Refused(RoutingFaults.NotAbove, units: [Unit("a", LoopLevel.County, "b"), Unit("b", LoopLevel.Town, "")]);
    }

    [Fact]
    public void What_is_said_twice_is_refused()
    {
        Refused(RoutingFaults.Twice, rules: [Rule("roads", "", "town", ""), Rule("roads", "", "county", "")]);
        Refused(RoutingFaults.Twice, units: [Unit("a", LoopLevel.Town, ""), Unit("a", LoopLevel.City, "")]);
    }

    private static void Refused(string code, LoopUnit[]? units = null, RoutingRule[]? rules = null, RoutingDefault[]? defaults = null) =>
        Assert.Equal(code, Assert.Throws<RoutingException>(() => new RoutingTable(units ?? Units, rules ?? [], defaults ?? [])).Code);

    private static LoopUnit Unit(string code, LoopLevel level, string upward) => new() { Code = code, Level = level, Upward = upward };

    private static RoutingRule Rule(string category, string region, string holder, string supervisor) =>
        new() { Category = category, Region = region, Holder = holder, Supervisor = supervisor };
}
