using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Wishes;

/// <summary>
/// Wishes with their approved text and no name. Whoever claims one has some days; it is fulfilled when the one who claimed it and the
/// one who wished say so.
/// </summary>
public sealed class WishList(string id) : Programme(id)
{
    public const string Claimed = "wish_claimed", Lapsed = "claim_lapsed", NotClaimer = "wish_not_owner";

    public const int DaysUsual = 7;

    private const string Part = "wish", Open = "open", InHand = "claimed", Fulfilled = "fulfilled", Claimer = "claimer", Wisher = "wisher";

    public static ProgrammeKind Kind { get; } = new(
        "wishes", "Wishes", "微心愿", id => new WishList(id),
        Settings: [new("days", FieldKind.Number, "Days to fulfil a claimed wish (7)", "认领后办理天数（7）")],
        Actions:
        [
            new("put", "Put up a wish", "发布心愿", Runs: true, HasItem: true, new("title", FieldKind.Title, "Wish, as approved", "心愿（审核后）", Needed: true), new("region", FieldKind.Region, "Region", "区划")),
            new("claim", "Claim", "认领", Runs: false, HasItem: true, new ProgrammeField("person", FieldKind.Person, "Person", "认领人")),
            new("give_back", "Give back", "退回", Runs: false, HasItem: true),
            new("confirm", "Confirm that it is fulfilled", "确认完成", Runs: false, HasItem: true,
                new ProgrammeField("side", FieldKind.Choice, "Who confirms", "确认方", Needed: true, new(Claimer, "who claimed it", "认领人"), new(Wisher, "who wished, through the office", "许愿人（由工作人员登记）"))),
        ],
        States: [new(Open, "open", "待认领"), new(InHand, "claimed", "已认领"), new(Fulfilled, "fulfilled", "已实现")],
        Figures: [new("wishes", "Wishes", "心愿"), new("open", "Open", "待认领"), new("claimed", "Claimed", "已认领"), new("fulfilled", "Fulfilled", "已实现")],
        Columns: [new(Claimer, "Confirmed by who claimed it", "认领人确认"), new(Wisher, "Confirmed by who wished", "许愿人确认")],
        Refusals:
        [
            new(Claimed, "The wish is claimed by somebody else.", "心愿已由他人认领。"), new(Lapsed, "The claim has lapsed: claim it again.", "认领已过期，请重新认领。"),
            new(NotClaimer, "Only whoever claimed the wish can say this; for who wished, the office.", "只有认领人可以操作；许愿人由工作人员代为确认。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var all = All(Part).ToList();
        return new Dictionary<string, long>
        {
            ["wishes"] = all.Count, ["open"] = all.Count(wish => wish.State == Open), ["claimed"] = all.Count(wish => wish.State == InHand), ["fulfilled"] = all.Count(wish => wish.State == Fulfilled),
        };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        var e = act.Event();
        if (act.Action == "put")
        {
            e.WishPut = new WishPut { Title = act.Word("title"), Region = act.Word("region") is { Length: > 0 } region ? region : Defined!.Region };
            return PutUp(e);
        }
        if (Find(act.Item) is not { } wish) return UnknownItem(act);
        var lapsed = wish.State == InHand && act.Date > wish.UntilDate;
        if (act.Action == "claim") return Claim(act, wish, lapsed);
        if (wish.State == Fulfilled && act.Action == "confirm") return ProgrammeDecision.Unchanged;
        if (wish.State != InHand) return Stands(wish);
        var byClaimer = act.Runs || wish.People.Contains(act.By);
        if (act.Action == "give_back")
        {
            if (!byClaimer) return ProgrammeDecision.Refuse(NotClaimer, $"'{wish.Id}'");
            e.WishGivenBack = new WishGivenBack();
            return ProgrammeDecision.Of(e);
        }
        // The office speaks for who wished, and nobody for both sides.
        var side = act.Word("side");
        if (side == Wisher ? !act.Runs || wish.People.Contains(act.By) : !byClaimer) return ProgrammeDecision.Refuse(NotClaimer, $"'{wish.Id}'");
        if (lapsed) return ProgrammeDecision.Refuse(Lapsed, $"'{wish.Id}' was to be fulfilled by {LocalDay.Format(wish.UntilDate)}");
        if (wish.Numbers[side] > 0) return ProgrammeDecision.Unchanged;
        e.WishConfirmed = new WishConfirmed { Side = side };
        return ProgrammeDecision.Of(e);
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.WishPut:
                var wish = Add(e.Item, Part, Open);
                (wish.Title, wish.Region) = (e.WishPut.Title, e.WishPut.Region);
                Reset(wish, Open);
                break;
            case ProgrammeEvent.KindOneofCase.WishClaimed:
                var claimed = Touch(e.Item);
                Reset(claimed, InHand);
                claimed.People.Add(e.WishClaimed.Person);
                (claimed.FromDate, claimed.UntilDate, claimed.DueDate) = (e.Date, e.WishClaimed.UntilDate, e.WishClaimed.UntilDate);
                break;
            case ProgrammeEvent.KindOneofCase.WishGivenBack: Reset(Touch(e.Item), Open); break;
            case ProgrammeEvent.KindOneofCase.WishConfirmed:
                var confirmed = Touch(e.Item);
                confirmed.Numbers[e.WishConfirmed.Side] = 1;
                if (confirmed.Numbers[Claimer] + confirmed.Numbers[Wisher] == 2) (confirmed.State, confirmed.DueDate) = (Fulfilled, 0);
                break;
            default: throw new InvalidOperationException($"wishes {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision Claim(Act act, ProgrammeItem wish, bool lapsed)
    {
        if (wish.State == Fulfilled) return Stands(wish);
        if (wish.State == InHand && !lapsed) return wish.People.Contains(act.Person) ? ProgrammeDecision.Unchanged : ProgrammeDecision.Refuse(Claimed, $"until {LocalDay.Format(wish.UntilDate)}");
        var e = act.Event();
        e.WishClaimed = new WishClaimed { Person = act.Person, UntilDate = act.Date + (int)Math.Clamp(Setting("days", DaysUsual), 1, 366) };
        return ProgrammeDecision.Of(e);
    }

    private static void Reset(ProgrammeItem wish, string state)
    {
        wish.People.Clear();
        (wish.State, wish.FromDate, wish.UntilDate, wish.DueDate, wish.Numbers[Claimer], wish.Numbers[Wisher]) = (state, 0, 0, 0, 0, 0);
    }
}
