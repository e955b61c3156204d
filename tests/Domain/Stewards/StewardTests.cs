using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Tests.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Stewards;

public sealed class StewardTests
{
    private static Steward Fei => new() { Id = "wz-001", Name = "费阿姨", HomeGrid = "G1" };

    [Theory]
    [InlineData("wz-001", null)]
    [InlineData("A.b_c-9", null)]
    [InlineData("", "steward_id_malformed")]
    [InlineData("a b", "steward_id_malformed")]
    [InlineData("管家", "steward_id_malformed")]
    [InlineData("a/b", "steward_id_malformed")]
    public void Ids(string id, string? error) => Assert.Equal(error, StewardRules.Check(new Steward(Fei) { Id = id }, TownTree.Tree));

    [Fact]
    public void Lengths_are_bounded()
    {
        Assert.Null(StewardRules.Check(new Steward(Fei) { Id = new string('a', 64), Name = new string('名', 64) }, TownTree.Tree));
        Assert.Equal("steward_id_malformed", StewardRules.Check(new Steward(Fei) { Id = new string('a', 65) }, TownTree.Tree));
        Assert.Equal("steward_name", StewardRules.Check(new Steward(Fei) { Name = new string('名', 65) }, TownTree.Tree));
        Assert.Equal("steward_role", StewardRules.Check(new Steward(Fei) { Role = new string('r', 33) }, TownTree.Tree));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\u202Eb")]
    public void A_name_is_required(string name) => Assert.Equal("steward_name", StewardRules.Check(new Steward(Fei) { Name = name }, TownTree.Tree));

    [Theory]
    [InlineData("G1", "", null)]
    [InlineData("G1", "H", null)]
    [InlineData("", "", "home_grid_unknown")]
    [InlineData("V1", "", "home_grid_unknown")]
    [InlineData("H", "", "home_grid_unknown")]
    [InlineData("G9", "", "home_grid_unknown")]
    [InlineData("G1", "V1", "unit_unknown")]
    [InlineData("G1", "G1", "unit_unknown")]
    public void Home_is_a_grid_and_the_unit_a_trade(string home, string unit, string? error) =>
        Assert.Equal(error, StewardRules.Check(new Steward(Fei) { HomeGrid = home, Unit = unit }, TownTree.Tree));

    [Fact]
    public void A_roster_is_never_changed()
    {
        var one = Roster.Empty.With(Fei);
        var replaced = one.With([new Steward(Fei) { Name = "新名" }, new Steward(Fei) { Id = "wz-002" }]);
        Assert.Equal(0, Roster.Empty.Count);
        Assert.Equal("费阿姨", one.Find("wz-001")?.Name);
        Assert.Equal("新名", replaced.Find("wz-001")?.Name);
        Assert.Equal(2, replaced.Count);
        Assert.Equal(["wz-001", "wz-002"], replaced.All.Select(s => s.Id).Order());
        Assert.Null(replaced.Find("WZ-001"));
        Assert.Null(replaced.Find(null));
        Assert.Equal("wz-002", Roster.From(replaced.All).Find("wz-002")?.Id);
    }
}
