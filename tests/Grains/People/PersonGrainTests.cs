using RealtimeGov.Domain.People;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.People;

/// <summary>People across three silos and restarts; the read model agrees with the journal at the end of each test.</summary>
[Trait("lane", "trust")]
public sealed class PersonGrainTests
{
    private static readonly CommandOrigin Wang = new() { PrincipalKind = "person", PrincipalId = "wang" };

    [Fact]
    public async Task A_person_is_found_again_after_a_restart_with_name_grants_and_password()
    {
        await using var town = await TestTown.Start();
        await Register(town, "li.na", "李娜");
        await Do(town, "li.na", new ChangePerson { Give = new Grant { Role = "dispatcher", Region = "V1", FromDate = TestTown.Today } });
        await Do(town, "li.na", new ChangePerson { PasswordHash = "hash-1" });
        await town.Restart();

        var view = await town.Grains.ViewPerson("li.na", new PersonQuery());

        Assert.Equal((true, "李娜", "0573-1", "hash-1", 3ul, 3ul), (view.Found, view.Name, view.Telephone, view.PasswordHash, view.Seq, view.SessionsSince));
        Assert.Equal(new Grant { Number = 1, Role = "dispatcher", Region = "V1", FromDate = TestTown.Today }, Assert.Single(view.Grants));
        Assert.False((await town.Grains.ViewPerson("nobody", new PersonQuery())).Found);
    }

    [Fact]
    public async Task Of_one_sign_in_name_there_is_one_person_and_the_same_registration_twice_is_one()
    {
        await using var town = await TestTown.Start();
        Assert.True((await Register(town, "li.na", "李娜")).Changed);
        Assert.Equal((false, ""), await Answer(Register(town, "li.na", "李娜")));
        Assert.Equal((false, PersonErrors.Taken), await Answer(Register(town, "li.na", "李娜二")));
        Assert.Equal((false, PersonErrors.MalformedId), await Answer(Register(town, "Li.Na", "李娜三")));
        await town.Restart();
        Assert.Equal((false, PersonErrors.Taken), await Answer(Register(town, "li.na", "李娜二")));
        Assert.Equal("李娜", (await town.Grains.ViewPerson("li.na", new PersonQuery())).Name);
    }

    [Fact]
    public async Task Two_who_register_one_name_at_once_are_one_person_and_one_refusal()
    {
        await using var town = await TestTown.Start();
        var replies = await Task.WhenAll(Register(town, "chen", "陈一"), Register(town, "chen", "陈二"));
        Assert.Equal(["", PersonErrors.Taken], replies.Select(reply => reply.Refused).Order());
    }

    [Fact]
    public async Task Whoever_left_has_no_grants_and_no_session_until_back()
    {
        await using var town = await TestTown.Start();
        await Register(town, "li.na", "李娜");
        await Do(town, "li.na", new ChangePerson { Give = new Grant { Role = "leader", Region = "T" } });
        var signedInAt = (await town.Grains.ViewPerson("li.na", new PersonQuery())).Seq;
        await Do(town, "li.na", new ChangePerson { Leave = true });
        var gone = await town.Grains.ViewPerson("li.na", new PersonQuery());
        Assert.True(gone.HasLeft && gone.Grants.Count == 0 && signedInAt < gone.SessionsSince);
        Assert.Equal((false, PersonErrors.HasLeft), await Answer(Change(town, "li.na", new ChangePerson { PasswordHash = "x" })));
        Assert.Empty(await town.Journal.ReadModel.Query(PersonGrantRow.OfRegion("T"), default));
        await Do(town, "li.na", new ChangePerson { Return = true });
        Assert.Single((await town.Grains.ViewPerson("li.na", new PersonQuery())).Grants);
    }

    [Fact]
    public async Task People_are_listed_by_region_and_unit_with_their_names()
    {
        await using var town = await TestTown.Start();
        Assert.True((await town.Grains.Define(Unit("desk-1", "V1"))).Changed);
        Assert.False((await town.Grains.Define(Unit("desk-1", "V1"))).Changed);
        await Register(town, "a", "甲");
        await Register(town, "b", "乙");
        await Register(town, "c", "丙");
        await Do(town, "a", new ChangePerson { Give = new Grant { Role = "dispatcher", Region = "V1", Unit = "desk-1" } });
        await Do(town, "a", new ChangePerson { Give = new Grant { Role = "handler", Region = "V2" } });
        await Do(town, "b", new ChangePerson { Give = new Grant { Role = "handler", Region = "V1" } });
        await Do(town, "a", new ChangePerson { End = new GrantEnded { Number = 2, LastDate = TestTown.Today } });

        Assert.Equal([("a", "甲", "dispatcher"), ("b", "乙", "handler")], (await town.Journal.ReadModel.Query(PersonGrantRow.OfRegion("V1"), default)).Select(row => (row.Person, row.Name, row.Grant!.Role)));
        Assert.Equal(("a", "desk-1"), Assert.Single((await town.Journal.ReadModel.Query(PersonGrantRow.OfUnit("desk-1"), default)).Select(row => (row.Person, row.Grant!.Unit))));
        Assert.Equal(["a", "a", "b", "c"], (await town.Journal.ReadModel.Query(PersonGrantRow.All, default)).Select(row => row.Person));
        Assert.Equal(TestTown.Today, (await town.Journal.ReadModel.Query(PersonGrantRow.OfRegion("V2"), default)).Single().Grant!.UntilDate);
        Assert.Equal((false, PersonErrors.UnknownUnit), await Answer(Change(town, "b", new ChangePerson { Give = new Grant { Role = "handler", Region = "V1", Unit = "desk-2" } })));
        var closed = Unit("desk-1", "V1");
        closed.Unit.Closed = true;
        await town.Grains.Define(closed);
        Assert.Equal((false, PersonErrors.UnknownUnit), await Answer(Change(town, "b", new ChangePerson { Give = new Grant { Role = "handler", Region = "V1", Unit = "desk-1" } })));
    }

    [Fact]
    public async Task The_journal_names_who_gave_a_role_and_holds_neither_name_nor_hash_as_a_fact()
    {
        await using var town = await TestTown.Start();
        await Register(town, "li.na", "李娜");
        await Do(town, "li.na", new ChangePerson { PasswordHash = "hash-of-a-password", Origin = Wang });
        var events = await town.Journal.ReadModel.Query(new Journal.Queries.ReadQuery<(string By, byte[] Facts)>(
            "select principal_id, facts from journal where stream = 'person/li.na' order by seq", row => (row.GetString(0), row.GetFieldValue<byte[]>(1))), default);
        Assert.Equal(["people", "wang"], events.Select(e => e.By));
        Assert.All(events, e => Assert.True(e.Facts.Length <= 2, "an event of a person says that, not what"));
    }

    private static DefineUnit Unit(string id, string region) =>
        new() { AtUs = TestTown.NowUs, Unit = new Unit { Id = id, Name = "受理中心", Kind = "desk", Region = region } };

    private static Task<PersonReply> Register(TestTown town, string id, string name) =>
        Change(town, id, new ChangePerson { Register = new RegisterPerson { Name = name, Telephone = "0573-1", Create = true } });

    private static Task<PersonReply> Change(TestTown town, string id, ChangePerson command)
    {
        command.AtUs = TestTown.NowUs;
        return town.Grains.Change(id, command);
    }

    private static async Task Do(TestTown town, string id, ChangePerson command) => Assert.Equal((true, ""), await Answer(Change(town, id, command)));

    private static async Task<(bool Changed, string Refused)> Answer(Task<PersonReply> asked)
    {
        var reply = await asked;
        return (reply.Changed, reply.Refused);
    }
}
