using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.People.AccessTests;

namespace RealtimeGov.Domain.Tests.People;

[Trait("lane", "trust")]
public sealed class PersonDeciderTests
{
    private const int Today = 20_000;

    private static readonly TreeOfDay Tree = RegionTree.From([Defined("T", "town", ""), Defined("V1", "village", "T")]).On(Today);

    private readonly PersonDecider decider = new(Tree, unit => unit == "roads", Today);
    private readonly PersonState person = new("li.na");

    [Theory]
    [InlineData("li na", "李娜", "", PersonErrors.MalformedId)]
    [InlineData("", "李娜", "", PersonErrors.MalformedId)]
    [InlineData("li.na", "", "", PersonErrors.MalformedName)]
    [InlineData("li.na", "李娜\u202E", "", PersonErrors.MalformedName)]
    [InlineData("li.na", "李娜", "0573\u0007", PersonErrors.MalformedTelephone)]
    public void Who_cannot_be_registered_is_told_why(string id, string name, string telephone, string code)
    {
        var decision = PersonDecider.Register(new PersonState(id), new RegisterPerson { Name = name, Telephone = telephone }, known: null);
        Assert.Equal((null, code), (decision.Event, decision.Refused));
        Assert.NotEqual("", decision.Detail);
    }

    [Fact]
    public void The_same_again_changes_nothing_and_another_name_does()
    {
        var first = new RegisterPerson { Name = "李娜" };
        Done(PersonDecider.Register(person, first, known: null));
        Assert.Same(PersonDecision.AlreadySo, PersonDecider.Register(person, first, first));
        Assert.NotNull(PersonDecider.Register(person, new RegisterPerson { Name = "李娜娜" }, first).Event);
    }

    [Theory]
    [InlineData("emperor", "T", "", 0, 0, PersonErrors.UnknownRole)]
    [InlineData("dispatcher", "X", "", 0, 0, PersonErrors.UnknownRegion)]
    [InlineData("system_admin", "V1", "", 0, 0, PersonErrors.NotAtRoot)]
    [InlineData("handler", "T", "water", 0, 0, PersonErrors.UnknownUnit)]
    [InlineData("handler", "T", "roads", Today + 5, Today + 4, PersonErrors.MalformedDates)]
    [InlineData("handler", "T", "roads", 0, Today - 1, PersonErrors.MalformedDates)]
    public void A_grant_that_means_nothing_is_refused(string role, string region, string unit, int from, int until, string code)
    {
        Registered();
        Assert.Equal(code, decider.Give(person, new Grant { Role = role, Region = region, Unit = unit, FromDate = from, UntilDate = until }).Refused);
    }

    [Fact]
    public void Nobody_unregistered_or_gone_is_given_a_role()
    {
        Assert.Equal(PersonErrors.Unknown, decider.Give(person, Grant("leader", "T")).Refused);
        Registered();
        Done(PersonDecider.Leave(person));
        Assert.Equal(PersonErrors.HasLeft, decider.Give(person, Grant("leader", "T")).Refused);
        Assert.Equal(PersonErrors.HasLeft, PersonDecider.SetPassword(person).Refused);
    }

    [Fact]
    public void The_three_administrators_are_three_people()
    {
        Registered();
        Done(decider.Give(person, Grant("system_admin", "T")));
        Assert.Equal(PersonErrors.SeparateDuties, decider.Give(person, Grant("audit_admin", "T")).Refused);
        Done(decider.End(person, 1, Today - 1));
        Done(decider.Give(person, Grant("audit_admin", "T")));
    }

    [Fact]
    public void Whoever_leaves_holds_nothing_and_finds_it_again_on_returning()
    {
        Registered();
        Done(decider.Give(person, Grant("leader", "T")));
        Done(PersonDecider.Leave(person));
        Assert.Empty(person.GrantsHeld);
        Assert.Equal(person.Seq, person.SessionsSince);
        Done(PersonDecider.Return(person));
        Assert.Equal("leader", Assert.Single(person.GrantsHeld).Role);
    }

    [Fact]
    public void A_grant_is_not_ended_before_what_was_done_under_it()
    {
        Registered();
        Done(decider.Give(person, Grant("leader", "T")));
        Assert.Equal(PersonErrors.MalformedDates, decider.End(person, 1, Today - 2).Refused);
        Assert.Equal(PersonErrors.UnknownGrant, decider.End(person, 2, Today).Refused);
        Done(decider.End(person, 1, Today));
        Assert.Same(PersonDecision.AlreadySo, decider.End(person, 1, Today));
        Assert.True(Access.AllowsAnywhere(person.GrantsHeld, Permission.Supervise, Today));
        Assert.False(Access.AllowsAnywhere(person.GrantsHeld, Permission.Supervise, Today + 1));
    }

    [Fact]
    public void A_new_password_ends_the_sessions_begun_under_the_old_one()
    {
        Registered();
        Done(PersonDecider.SetPassword(person));
        Assert.Equal((2UL, 2UL), (person.PasswordSeq, person.SessionsSince));
        Done(PersonDecider.EndSessions(person));
        Assert.Equal((2UL, 3UL), (person.PasswordSeq, person.SessionsSince));
    }

    private void Registered() => Done(PersonDecider.Register(person, new RegisterPerson { Name = "李娜" }, known: null));

    private void Done(PersonDecision decision)
    {
        Assert.Equal("", decision.Refused);
        person.Apply(Assert.IsType<PersonEvent>(decision.Event));
    }
}
