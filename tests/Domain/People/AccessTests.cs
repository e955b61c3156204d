using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Domain.Tests.People;

[Trait("lane", "trust")]
public sealed class AccessTests
{
    private const int Today = 20_000;

    private static readonly TreeOfDay Tree = RegionTree.From(
    [
        Defined("T", "town", ""), Defined("V1", "village", "T"), Defined("V2", "village", "T"),
        Defined("G1", "grid", "V1"), Defined("G2", "grid", "V2"),
    ]).On(Today);

    [Theory]
    [InlineData("T", "G1", true)]
    [InlineData("V1", "G1", true)]
    [InlineData("V1", "V1", true)]
    [InlineData("V1", "G2", false)]
    [InlineData("V1", "T", false)]
    [InlineData("G1", "V1", false)]
    [InlineData("T", "elsewhere", false)]
    [InlineData("elsewhere", "elsewhere", false)]
    public void A_grant_reaches_down_its_subtree_and_nowhere_else(string granted, string asked, bool allowed) =>
        Assert.Equal(allowed, Access.Allows([Grant("dispatcher", granted)], Permission.Dispatch, asked, "", Tree, Today));

    [Theory]
    [InlineData(Today - 1, 0, true)]
    [InlineData(Today, Today, true)]
    [InlineData(Today + 1, 0, false)]
    [InlineData(Today - 9, Today - 1, false)]
    public void A_grant_holds_on_its_days_both_included(int from, int until, bool allowed) =>
        Assert.Equal(allowed, Access.Allows([Grant("dispatcher", "T", from, until)], Permission.Dispatch, "G1", "", Tree, Today));

    [Fact]
    public void A_grant_in_a_unit_is_about_that_units_issues()
    {
        var inUnit = Grant("handler", "T");
        inUnit.Unit = "roads";
        Assert.True(Access.Allows([inUnit], Permission.Handle, "G1", "roads", Tree, Today));
        Assert.False(Access.Allows([inUnit], Permission.Handle, "G1", "water", Tree, Today));
        Assert.True(Access.Allows([inUnit], Permission.Handle, "G1", "", Tree, Today));
    }

    [Fact]
    public void A_role_that_this_program_does_not_know_allows_nothing() =>
        Assert.All(Enum.GetValues<Permission>(), permission => Assert.False(Access.AllowsAnywhere([Grant("emperor", "T")], permission, Today)));

    [Fact]
    public void No_administrator_is_the_others_too_and_none_of_them_reads_what_people_wrote()
    {
        var administrators = Role.All.Where(role => role.IsTownWide).ToList();
        Assert.Equal(["system_admin", "security_admin", "audit_admin"], administrators.Select(role => role.Name));
        foreach (var one in administrators)
        {
            Assert.Empty(one.Permissions.Intersect([Permission.ReadContent, Permission.Dispatch]));
            foreach (var other in administrators.Where(other => other != one))
                Assert.DoesNotContain(other.Permissions, permission => permission != Permission.ReadFigures && one.Permissions.Contains(permission));
        }
    }

    [Fact]
    public void The_regions_of_a_permission_leave_out_what_lies_below_another() =>
        Assert.Equal(["V1", "V2"], Access.RegionsOf([Grant("leader", "V2"), Grant("dispatcher", "G1"), Grant("supervisor", "V1"), Grant("steward", "T")], Permission.ReadFigures, Tree, Today));

    /// <summary>docs/permissions.md is this table; with REALTIMEGOV_WRITE_DOCS=1 it is written anew.</summary>
    [Fact]
    public void The_documented_table_is_the_codes()
    {
        var path = Repository.File("docs", "permissions.md");
        if (Environment.GetEnvironmentVariable("REALTIMEGOV_WRITE_DOCS") == "1") File.WriteAllText(path, PermissionPage.Text());
        Assert.Equal(PermissionPage.Text(), File.ReadAllText(path));
    }

    internal static Grant Grant(string role, string region, int from = 0, int until = 0) =>
        new() { Role = role, Region = region, FromDate = from, UntilDate = until };

    internal static RegionDefined Defined(string code, string kind, string parent) =>
        new() { Region = new Region { Code = code, Kind = kind, Parent = parent, Name = code }, FromDate = -719_162 };
}
