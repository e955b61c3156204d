using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Households;

/// <summary>
/// Every household linked to a steward nearby, by its own wish or assigned, so that none is left out. Households are opaque
/// references: what they are like is kept nowhere.
/// </summary>
public sealed class HouseholdLinks(string id) : Programme(id)
{
    public const string StewardUnknown = "link_steward_unknown", StewardFull = "link_steward_full", StewardExempt = "link_steward_exempt", NotLinked = "household_unlinked";

    public const int PerStewardUsual = 20;

    private const string Household = "household", Steward = "steward", Unlinked = "unlinked", Linked = "linked", Available = "available", Exempt = "exempt";

    private readonly Dictionary<string, int> households = new(StringComparer.Ordinal); // by steward

    public static ProgrammeKind Kind { get; } = new(
        "households", "Linked households", "先锋户联", id => new HouseholdLinks(id),
        Settings: [new("perSteward", FieldKind.Number, "Households a steward has at most (20)", "每位管家至多联系户数（20）")],
        Actions:
        [
            new("household", "List a household", "登记户", Runs: true, HasItem: true, new ProgrammeField("region", FieldKind.Region, "Region", "区划")),
            new("steward", "List a steward", "登记管家", Runs: true, HasItem: true, new("region", FieldKind.Region, "Region", "区划"), new("exempt", FieldKind.Flag, "Exempt: too old, ill or away", "免于承担（年老、患病、外出）")),
            new("link", "Link", "联户", Runs: true, HasItem: true, new("steward", FieldKind.Id, "Steward", "管家", Needed: true), new("wish", FieldKind.Flag, "By the household's wish", "本户自选")),
            new("unlink", "Unlink", "解除", Runs: true, HasItem: true),
            new("card", "A card was left", "已送联系卡", Runs: false, HasItem: true),
        ],
        States: [new(Unlinked, "unlinked", "未联"), new(Linked, "linked", "已联"), new(Available, "available", "可承担"), new(Exempt, "exempt", "免于承担")],
        Figures:
        [
            new("households", "Households", "户"), new("linked", "Linked", "已联"), new("unlinked", "Unlinked", "未联"), new("byWish", "By own wish", "自选"), new("cards", "Cards left", "联系卡"),
            new("stewards", "Stewards", "管家"), new("available", "Stewards available", "可承担的管家"), new("most", "Households of one steward at most", "每位管家最多户数"),
        ],
        Columns: [new("card", "Card", "联系卡"), new("wish", "By own wish", "自选"), new("households", "Households", "户数")],
        Refusals:
        [
            new(StewardUnknown, "There is no such steward.", "没有此管家。"), new(StewardFull, "The steward has as many households as one may.", "此管家联系户数已达上限。"),
            new(StewardExempt, "The steward is exempt.", "此管家免于承担。"), new(NotLinked, "The household is linked to nobody.", "此户尚未联系管家。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var (all, stewards) = (All(Household).ToList(), All(Steward).ToList());
        var linked = all.Count(one => one.State == Linked);
        return new Dictionary<string, long>
        {
            ["households"] = all.Count, ["linked"] = linked, ["unlinked"] = all.Count - linked, ["byWish"] = all.Sum(one => one.Numbers["wish"]), ["cards"] = all.Sum(one => one.Numbers["card"]),
            ["stewards"] = stewards.Count, ["available"] = stewards.Count(one => one.State == Available), ["most"] = households.Values.DefaultIfEmpty().Max(),
        };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        var (e, region) = (act.Event(), act.Word("region") is { Length: > 0 } given ? given : Defined!.Region);
        switch (act.Action)
        {
            case "household":
                e.HouseholdListed = new HouseholdListed { Region = region };
                return PutUp(e);
            case "steward":
                e.LinkStewardListed = new LinkStewardListed { Region = region, Exempt = act.Flag("exempt") };
                return PutUp(e);
            default: return Find(act.Item, Household) is { } household ? OnHousehold(act, household, e) : UnknownItem(act);
        }
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.HouseholdListed:
                var household = Add(e.Item, Household, Unlinked);
                (household.Region, household.Numbers["card"], household.Numbers["wish"]) = (e.HouseholdListed.Region, 0, 0);
                break;
            case ProgrammeEvent.KindOneofCase.LinkStewardListed:
                var steward = Add(e.Item, Steward, e.LinkStewardListed.Exempt ? Exempt : Available);
                (steward.Region, steward.Numbers["households"]) = (e.LinkStewardListed.Region, 0);
                steward.People.Add(e.Item);
                break;
            case ProgrammeEvent.KindOneofCase.HouseholdLinked:
                var linked = Touch(e.Item);
                Leave(linked);
                (linked.State, linked.Numbers["wish"]) = (Linked, e.HouseholdLinked.OwnWish ? 1 : 0);
                linked.People.Add(e.HouseholdLinked.Steward);
                Count(e.HouseholdLinked.Steward, 1);
                break;
            case ProgrammeEvent.KindOneofCase.HouseholdUnlinked:
                var left = Touch(e.Item);
                Leave(left);
                (left.State, left.Numbers["wish"]) = (Unlinked, 0);
                break;
            case ProgrammeEvent.KindOneofCase.CardLeft: Touch(e.Item).Numbers["card"] = 1; break;
            default: throw new InvalidOperationException($"households {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision OnHousehold(Act act, ProgrammeItem household, ProgrammeEvent e)
    {
        switch (act.Action)
        {
            case "link":
                if (Find(act.Word("steward"), Steward) is not { } steward) return ProgrammeDecision.Refuse(StewardUnknown, $"'{act.Word("steward")}'");
                if (household.People.Contains(steward.Id)) return ProgrammeDecision.Unchanged;
                if (steward.State == Exempt) return ProgrammeDecision.Refuse(StewardExempt, $"'{steward.Id}'");
                var most = Setting("perSteward", PerStewardUsual);
                if (households.GetValueOrDefault(steward.Id) >= most) return ProgrammeDecision.Refuse(StewardFull, $"'{steward.Id}' has {most}");
                e.HouseholdLinked = new HouseholdLinked { Steward = steward.Id, OwnWish = act.Flag("wish") };
                return ProgrammeDecision.Of(e);
            case "unlink":
                if (household.State == Unlinked) return ProgrammeDecision.Unchanged;
                e.HouseholdUnlinked = new HouseholdUnlinked();
                return ProgrammeDecision.Of(e);
            default:
                if (household.State == Unlinked) return ProgrammeDecision.Refuse(NotLinked, $"'{household.Id}'");
                if (!act.Runs && !household.People.Contains(act.By)) return ProgrammeDecision.Refuse(ProgrammeRefusals.NotOwn, $"'{household.Id}' is not {act.By}'s");
                if (household.Numbers["card"] > 0) return ProgrammeDecision.Unchanged;
                e.CardLeft = new CardLeft();
                return ProgrammeDecision.Of(e);
        }
    }

    // The next steward leaves a card of their own.
    private void Leave(ProgrammeItem household)
    {
        foreach (var steward in household.People) Count(steward, -1);
        household.People.Clear();
        household.Numbers["card"] = 0;
    }

    private void Count(string steward, int by)
    {
        households[steward] = households.GetValueOrDefault(steward) + by;
        Touch(steward).Numbers["households"] = households[steward];
    }
}
