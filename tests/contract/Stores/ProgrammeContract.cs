using Google.Protobuf;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Programmes;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store tells of programmes and their items.</summary>
public abstract partial class StoreContract
{
    private static readonly TreeOfDay OneTown =
        RegionTree.From([new RegionDefined { Region = new Region { Code = "T", Name = "T", Kind = "town" }, FromDate = Domain.Time.LocalDay.Beginning }]).On(Day);

    [Fact]
    public async Task Programmes_are_found_by_kind_and_their_items_by_state_person_and_day_and_a_rebuild_makes_the_same()
    {
        await Committed(
            Programme("posts/a", ("define", "", "", ""), ("publish", "gate", "", ""), ("publish", "river", "", ""), ("claim", "gate", "s_1", "")),
            Programme("promises/a", ("define", "", "", ""), ("promise", "road", "", "在修")), Programme("posts/B", ("define", "", "", "")));
        var read = Journal.ReadModel;
        Assert.Equal(["B", "a"], (await read.Query(ListedProgramme.Page("posts", "", 10), default)).Select(one => one.Id));
        Assert.Equal(["a"], (await read.Query(ListedProgramme.Page("posts", "B", 10), default)).Select(one => one.Id));
        Assert.Equal(1, (await read.Query(ListedProgramme.Of("posts", "a"), default)).Single().Row.Figures["taken"]);
        Assert.Equal(["gate", "river"], await Items(new ItemFilter()));
        Assert.Equal(["gate"], await Items(new ItemFilter(Person: "s_1", State: "taken", Part: "post", Region: "T")));
        Assert.Empty(await Items(new ItemFilter(Person: "S_1")));
        Assert.Empty(await Items(new ItemFilter(Person: "sx1")));
        var promise = (await read.Query(ListedItem.Page("promises", "a", new ItemFilter(DueBefore: Day + 2), "", 10), default)).Single();
        Assert.Equal(("road", "在修"), (promise.Item, promise.Content!.Texts["text"]));
        Assert.Empty(await read.Query(ListedItem.Page("promises", "a", new ItemFilter(DueBefore: Day + 1), "", 10), default));
        Assert.Equal(1, (await read.Query(OverdueCount.Of("promises", "a", Day + 2), default)).Single().Items);
        Assert.Equal(4, (await read.Query(ProgrammeHistoryRow.Page("posts", "a", 0, 10), default)).Count);
        Assert.Empty(await Rebuilt(check: true));

        Change("update programme_item set state = 'open' where item = 'gate'");
        Assert.Equal(["programme_item kind=posts id=a item=gate: state open -> taken"], await Rebuilt(check: false));
        Assert.Equal(["gate"], await Items(new ItemFilter(State: "taken")));

        async Task<IEnumerable<string>> Items(ItemFilter filter) => (await read.Query(ListedItem.Page("posts", "a", filter, "", 10), default)).Select(item => item.Item);
    }

    private static Append Programme(string key, params (string Action, string Item, string Person, string Text)[] acts)
    {
        var (programme, rows, run, events) = (ProgrammeKinds.Create(key), new ReadRows(), new List<Recorded<ProgrammeEvent>>(), new List<JournalEvent>());
        foreach (var (action, item, person, text) in acts)
        {
            var act = new ProgrammeAct { Action = action, Item = item, Runs = true };
            if (person.Length > 0) act.Words["person"] = person;
            if (action != "claim") act.Words["title"] = "岗";
            if (action == "define") act.Words["region"] = "T";
            if (action == "promise") (act.Words["owner"], act.Numbers["due"], act.Texts["text"]) = ("committee", Day + 1, text);
            foreach (var (e, content) in ProgrammeBatch.Decide(programme, [act], new ActContext("desk", [], 0, Day, OneTown)).Steps)
            {
                programme.Apply(e);
                run.Add(new Recorded<ProgrammeEvent>(programme.Seq, e, Envelope.Unknown));
                events.Add(ProgrammeStream.Kind.ToJournal(e, (int)e.KindCase, content is null ? null : new ContentRow("", Day, content.ToByteArray())));
            }
        }
        ProgrammeStream.Kind.Project(new StreamRun<ProgrammeEvent>($"programme/{key}", key, run), programme, rows);
        return new Append(key.GetHashCode(StringComparison.Ordinal), 1, Envelope.Unknown, [new StreamSlice($"programme/{key}", 1, events)], [], rows);
    }
}
