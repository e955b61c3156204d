using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Posts;

/// <summary>
/// Posts that are published, claimed and released in public. The board is one programme, because two things compete on it:
/// a post's last place, and how many posts one person holds.
/// </summary>
public sealed class PostBoard(string id) : Programme(id)
{
    public const string Full = "post_full", TooMany = "posts_too_many", NotHeld = "post_not_held", Held = "post_held", Over = "post_over";

    public const int PerPersonUsual = 2;

    private const string Part = "post", Open = "open", Taken = "taken", Withdrawn = "withdrawn";

    private readonly Dictionary<string, int> held = new(StringComparer.Ordinal); // posts by person

    public static ProgrammeKind Kind { get; } = new(
        "posts", "Posts", "公开认岗", id => new PostBoard(id),
        Settings: [new("perPerson", FieldKind.Number, "Posts a person may hold (2)", "每人至多认岗数（2）")],
        Actions:
        [
            new("publish", "Publish a post", "发布岗位", Runs: true, HasItem: true,
                new("title", FieldKind.Title, "Post", "岗位", Needed: true), new("region", FieldKind.Region, "Region", "区划"),
                new("places", FieldKind.Number, "Places (1)", "名额（1）"), new("until", FieldKind.Day, "May be claimed until", "认领截止"),
                new("duties", FieldKind.Text, "Duties", "职责")),
            new("claim", "Claim", "认领", Runs: false, HasItem: true, new ProgrammeField("person", FieldKind.Person, "Person", "认领人")),
            new("release", "Release", "退出", Runs: false, HasItem: true, new ProgrammeField("person", FieldKind.Person, "Person", "认领人")),
            new("withdraw", "Withdraw the post", "撤销岗位", Runs: true, HasItem: true),
        ],
        States: [new(Open, "open", "可认领"), new(Taken, "taken", "已认满"), new(Withdrawn, "withdrawn", "已撤销")],
        Figures: [new("posts", "Posts", "岗位"), new("places", "Places", "名额"), new("taken", "Places taken", "已认领"), new("people", "People", "认岗人数")],
        Columns: [new("places", "Places", "名额"), new("taken", "Taken", "已认领")],
        Refusals:
        [
            new(Full, "All places of the post are taken.", "岗位名额已满。"), new(TooMany, "The person holds as many posts as one may.", "此人认岗数已达上限。"),
            new(NotHeld, "The person does not hold the post.", "此人未认领此岗位。"), new(Held, "The post is held: it must be released first.", "岗位仍有人认领，请先退出。"),
            new(Over, "The time to claim the post is over.", "认领已截止。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var posts = All(Part).Where(post => post.State != Withdrawn).ToList();
        return new Dictionary<string, long> { ["posts"] = posts.Count, ["places"] = posts.Sum(post => post.Numbers["places"]), ["taken"] = posts.Sum(post => post.People.Count), ["people"] = held.Count };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        if (act.Action == "publish") return Publish(act);
        if (Find(act.Item) is not { } post) return UnknownItem(act);
        return act.Action switch
        {
            "claim" => Claim(act, post),
            "release" => Release(act, post),
            _ => Withdraw(act, post),
        };
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.PostPublished:
                var post = Add(e.Item, Part, Open);
                (post.Title, post.Region, post.UntilDate) = (e.PostPublished.Title, e.PostPublished.Region, e.PostPublished.UntilDate);
                (post.Numbers["places"], post.Numbers["taken"]) = (e.PostPublished.Places, 0);
                break;
            case ProgrammeEvent.KindOneofCase.PostClaimed:
                Touch(e.Item).People.Add(e.PostClaimed.Person);
                held[e.PostClaimed.Person] = held.GetValueOrDefault(e.PostClaimed.Person) + 1;
                Recount(e.Item);
                break;
            case ProgrammeEvent.KindOneofCase.PostReleased:
                Touch(e.Item).People.Remove(e.PostReleased.Person);
                if (--held[e.PostReleased.Person] == 0) held.Remove(e.PostReleased.Person);
                Recount(e.Item);
                break;
            case ProgrammeEvent.KindOneofCase.PostWithdrawn: Touch(e.Item).State = Withdrawn; break;
            default: throw new InvalidOperationException($"posts {Id}: an event of a kind this program does not know");
        }
    }

    private void Recount(string item)
    {
        var post = Items[item];
        post.Numbers["taken"] = post.People.Count;
        post.State = post.People.Count < post.Numbers["places"] ? Open : Taken;
    }

    private ProgrammeDecision Publish(Act act)
    {
        var places = act.Number("places", 1);
        if (places is < 1 or > 1_000) return ProgrammeDecision.Refuse(ProgrammeRefusals.FieldMalformed, "`places` is 1 to 1000");
        var e = act.Event();
        e.PostPublished = new PostPublished { Title = act.Word("title"), Region = act.Word("region") is { Length: > 0 } region ? region : Defined!.Region, Places = (int)places, UntilDate = act.Day("until") };
        return PutUp(e);
    }

    private ProgrammeDecision Claim(Act act, ProgrammeItem post)
    {
        if (post.People.Contains(act.Person)) return ProgrammeDecision.Unchanged;
        if (post.State == Withdrawn) return Stands(post);
        if (post.UntilDate > 0 && act.Date > post.UntilDate) return ProgrammeDecision.Refuse(Over, $"'{post.Id}' was to be claimed by {Time.LocalDay.Format(post.UntilDate)}");
        if (post.People.Count >= post.Numbers["places"]) return ProgrammeDecision.Refuse(Full, $"'{post.Id}' has {post.Numbers["places"]} places");
        var most = Setting("perPerson", PerPersonUsual);
        if (held.GetValueOrDefault(act.Person) >= most) return ProgrammeDecision.Refuse(TooMany, $"{act.Person} holds {most}");
        var e = act.Event();
        e.PostClaimed = new PostClaimed { Person = act.Person };
        return ProgrammeDecision.Of(e);
    }

    private static ProgrammeDecision Release(Act act, ProgrammeItem post)
    {
        if (!post.People.Contains(act.Person)) return ProgrammeDecision.Refuse(NotHeld, $"{act.Person} does not hold '{post.Id}'");
        var e = act.Event();
        e.PostReleased = new PostReleased { Person = act.Person };
        return ProgrammeDecision.Of(e);
    }

    private static ProgrammeDecision Withdraw(Act act, ProgrammeItem post)
    {
        if (post.State == Withdrawn) return ProgrammeDecision.Unchanged;
        if (post.People.Count > 0) return ProgrammeDecision.Refuse(Held, $"by {post.People.Count}");
        var e = act.Event();
        e.PostWithdrawn = new PostWithdrawn();
        return ProgrammeDecision.Of(e);
    }
}
