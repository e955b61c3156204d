using Google.Protobuf;
using RealtimeGov.Domain.Programmes.Posts;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Projections.Programmes;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.Programmes;

/// <summary>Programmes across three silos and restarts; the read model agrees with the journal at the end of each test.</summary>
public sealed class ProgrammeGrainTests
{
    private const string Board = "posts/south";

    [Fact]
    public async Task Of_two_claims_on_the_last_place_exactly_one_succeeds()
    {
        await using var town = await Published(places: 1);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Do(town, $"s{n}", Act("claim", "gate"))));
        Assert.Equal(1, replies.Count(reply => reply.FaultsInAll == 0));
        Assert.All(replies.Where(reply => reply.FaultsInAll > 0), reply => Assert.Equal(PostBoard.Full, reply.Faults[0].Refused));
        var post = (await Items(town)).Single();
        Assert.Equal(("taken", 1L), (post.State, post.Row.Numbers["taken"]));
    }

    [Fact]
    public async Task Two_posts_a_person_hold_over_a_whole_board_that_is_asked_at_once()
    {
        await using var town = await Published(places: 5, "a", "b", "c", "d");
        var replies = await Task.WhenAll(new[] { "a", "b", "c", "d" }.Select(post => Do(town, "li", Act("claim", post))));
        Assert.Equal(2, replies.Count(reply => reply.FaultsInAll == 0));
        Assert.Equal(2, (await Items(town)).Count(item => item.Row.People.Contains("li")));
    }

    [Fact]
    public async Task J13_an_act_is_journalled_with_who_did_it_by_which_command()
    {
        await using var town = await Published(places: 1);
        var command = Guid.NewGuid();
        await Do(town, "li", Act("claim", "gate"), command);
        var last = (await town.Journal.ReadModel.Query(ProgrammeHistoryRow.Page("posts", "south", 0, 10), default))[^1];
        Assert.Equal(("person", "li", command, "gate", "li"), (last.PrincipalKind, last.PrincipalId, last.CommandId, last.Event.Item, last.Event.PostClaimed.Person));
    }

    [Fact]
    public async Task After_a_restart_a_programme_decides_on_what_it_was()
    {
        await using var town = await Published(places: 1);
        await Do(town, "li", Act("claim", "gate"));
        await town.Restart();
        Assert.Equal(PostBoard.Full, (await Do(town, "wang", Act("claim", "gate"))).Faults[0].Refused);
        Assert.Equal(0u, (await Do(town, "li", Act("claim", "gate"))).Changed);
        var row = (await town.Journal.ReadModel.Query(ListedProgramme.Of("posts", "south"), default)).Single();
        Assert.Equal((1L, 1L, "T"), (row.Row.Figures["taken"], row.Row.Figures["people"], row.Row.Region));
    }

    [Fact]
    public async Task J8_what_was_written_lies_beside_the_facts_and_a_row_says_where()
    {
        await using var town = await Published(places: 1);
        await Do(town, "desk", new ProgrammeAct { Action = "publish", Item = "river", Runs = true, Words = { ["title"] = "护河岗" }, Texts = { ["duties"] = "每日巡查一百米" } });
        var post = (await Items(town)).Single(item => item.Item == "river");
        Assert.Equal("每日巡查一百米", post.Content!.Texts["duties"]);
        Assert.Null((await Items(town)).Single(item => item.Item == "gate").Content);
    }

    [Fact]
    public async Task A_sheet_that_is_wrong_anywhere_or_only_tried_changes_nothing()
    {
        await using var town = await Published(places: 1);
        ProgrammeAct[] acts = [Act("publish", "a", "甲岗"), Act("publish", "b", "乙岗"), Act("claim", "nowhere")];
        var wrong = await Do(town, "desk", acts);
        Assert.Equal((1u, 2u), (wrong.FaultsInAll, wrong.Faults[0].Act));
        Assert.Equal(2u, (await town.Grains.Change(Board, Command("desk", acts[..2], dryRun: true))).Changed);
        Assert.Single(await Items(town));
        Assert.Equal(2u, (await Do(town, "desk", acts[..2])).Changed);
        Assert.Equal(["a", "b", "gate"], (await Items(town)).Select(item => item.Item));
    }

    [Fact]
    public async Task A_commit_that_is_lost_is_decided_again_and_no_claim_is_lost_or_doubled()
    {
        await using var town = await Published(places: 1);
        town.Faults.LoseAnswer($"programme/{Board}", 3);
        await Do(town, "li", Act("claim", "gate"));
        await Do(town, "li", Act("claim", "gate"));
        Assert.Equal(["li"], (await Items(town)).Single().Row.People);
    }

    private static async Task<TestTown> Published(int places, params string[] posts)
    {
        var town = await TestTown.Start();
        var define = new ProgrammeAct { Action = "define", Runs = true, Words = { ["title"] = "南片岗位", ["region"] = "T" } };
        Assert.Equal(0u, (await Do(town, "desk", define)).FaultsInAll);
        foreach (var post in posts.Length == 0 ? ["gate"] : posts)
        {
            var publish = Act("publish", post, "岗位");
            publish.Numbers["places"] = places;
            Assert.Equal(0u, (await Do(town, "desk", publish)).FaultsInAll);
        }
        return town;
    }

    private static ProgrammeAct Act(string action, string item, string? title = null)
    {
        var act = new ProgrammeAct { Action = action, Item = item, Runs = title is not null };
        if (title is not null) act.Words["title"] = title;
        return act;
    }

    private static Task<ProgrammeReply> Do(TestTown town, string by, ProgrammeAct act, Guid? command = null) => town.Grains.Change(Board, Command(by, [act], command: command));

    private static Task<ProgrammeReply> Do(TestTown town, string by, ProgrammeAct[] acts) => town.Grains.Change(Board, Command(by, acts));

    private static ChangeProgramme Command(string by, ProgrammeAct[] acts, bool dryRun = false, Guid? command = null) => new()
    {
        AtUs = TestTown.NowUs, Acts = { acts }, DryRun = dryRun,
        Origin = new CommandOrigin { PrincipalKind = "person", PrincipalId = by, CommandId = ByteString.CopyFrom((command ?? Guid.NewGuid()).ToByteArray(bigEndian: true)) },
    };

    private static Task<IReadOnlyList<ListedItem>> Items(TestTown town) =>
        town.Journal.ReadModel.Query(ListedItem.Page("posts", "south", new ItemFilter(), "", 100), default);
}
