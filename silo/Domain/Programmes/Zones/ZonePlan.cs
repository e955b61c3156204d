using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Zones;

/// <summary>Responsibility zones that cut across grids, each with somebody who answers for it, and campaigns of some days with a target.</summary>
public sealed class ZonePlan(string id) : Programme(id)
{
    public const string ZoneUnknown = "zone_unknown", Outside = "campaign_outside", ActTaken = "progress_taken", NotZone = "zone_not_owner", NoTarget = "campaign_target";

    private const string Zone = "zone", Campaign = "campaign", Drawn = "drawn", Running = "running", Reached = "reached";

    private readonly Dictionary<string, Dictionary<string, ProgressNoted>> progress = new(StringComparer.Ordinal); // by campaign and act

    public static ProgrammeKind Kind { get; } = new(
        "zones", "Zones and campaigns", "责任区与专项行动", id => new ZonePlan(id),
        Settings: [],
        Actions:
        [
            new("zone", "Draw a zone", "划定责任区", Runs: true, HasItem: true,
                new("title", FieldKind.Title, "Zone", "责任区", Needed: true), new("regions", FieldKind.Regions, "Grids", "网格", Needed: true), new("person", FieldKind.Person, "Who answers for it", "责任人", Needed: true)),
            new("campaign", "Set a campaign", "设立专项行动", Runs: true, HasItem: true,
                new("title", FieldKind.Title, "Campaign", "行动", Needed: true), new("zone", FieldKind.Id, "Zone", "责任区"), new("from", FieldKind.Day, "First day", "起", Needed: true),
                new("until", FieldKind.Day, "Last day", "止", Needed: true), new("target", FieldKind.Number, "Target", "目标数", Needed: true)),
            new("progress", "Note progress", "登记进度", Runs: false, HasItem: true,
                new("act", FieldKind.Id, "Number of the entry", "登记号", Needed: true), new("amount", FieldKind.Number, "How many", "数量", Needed: true), new("on", FieldKind.Day, "Day", "日期", Needed: true),
                new("text", FieldKind.Text, "What was done", "说明")),
        ],
        States: [new(Drawn, "drawn", "已划定"), new(Running, "running", "进行中"), new(Reached, "target reached", "已达标")],
        Figures:
        [
            new("zones", "Zones", "责任区"), new("grids", "Grids covered", "涉及网格"), new("campaigns", "Campaigns", "专项行动"), new("reached", "Targets reached", "已达标"), new("target", "Targets in all", "目标总数"), new("done", "Done", "已完成"),
        ],
        Columns:
        [
            new("grids", "Grids", "网格"), new("zone", "Zone", "责任区"), new("days", "Days", "天数"), new("target", "Target", "目标数"), new("done", "Done", "已完成"), new("percent", "Percent", "完成率（%）"),
        ],
        Refusals:
        [
            new(ZoneUnknown, "There is no such zone.", "没有此责任区。"), new(Outside, "The day lies outside the campaign.", "日期不在行动期内。"), new(ActTaken, "The entry's number is another's already.", "登记号已被占用。"),
            new(NotZone, "Who answers for the zone, or the office, notes its progress.", "应由责任区责任人或工作人员登记。"), new(NoTarget, "A campaign has a target of at least 1.", "目标数至少为 1。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var (zones, campaigns) = (All(Zone).ToList(), All(Campaign).ToList());
        return new Dictionary<string, long>
        {
            ["zones"] = zones.Count, ["grids"] = zones.SelectMany(zone => zone.Words["grids"].Split(' ')).Distinct().Count(), ["campaigns"] = campaigns.Count,
            ["reached"] = campaigns.Count(one => one.State == Reached), ["target"] = campaigns.Sum(one => one.Numbers["target"]), ["done"] = campaigns.Sum(one => one.Numbers["done"]),
        };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        var e = act.Event();
        switch (act.Action)
        {
            case "zone":
                e.ZoneDrawn = new ZoneDrawn { Title = act.Word("title"), Regions = { act.Words("regions") }, Person = act.Person };
                return PutUp(e);
            case "campaign":
                if (act.Word("zone") is { Length: > 0 } zone && Find(zone, Zone) is null) return ProgrammeDecision.Refuse(ZoneUnknown, $"'{zone}'");
                if (act.Day("until") < act.Day("from")) return ProgrammeDecision.Refuse(ProgrammeRefusals.DatesMalformed, "`until` is before `from`");
                if (act.Number("target") < 1) return ProgrammeDecision.Refuse(NoTarget, "`target`");
                e.CampaignSet = new CampaignSet { Title = act.Word("title"), Zone = act.Word("zone"), FromDate = act.Day("from"), UntilDate = act.Day("until"), Target = act.Number("target") };
                return PutUp(e);
            default: return Find(act.Item, Campaign) is { } campaign ? Note(act, campaign, e) : UnknownItem(act);
        }
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.ZoneDrawn:
                var zone = Add(e.Item, Zone, Drawn);
                (zone.Title, zone.Words["grids"]) = (e.ZoneDrawn.Title, string.Join(' ', e.ZoneDrawn.Regions));
                zone.People.Add(e.ZoneDrawn.Person);
                break;
            case ProgrammeEvent.KindOneofCase.CampaignSet:
                var (set, campaign) = (e.CampaignSet, Add(e.Item, Campaign, Running));
                (campaign.Title, campaign.Words["zone"], campaign.FromDate, campaign.UntilDate, campaign.DueDate) = (set.Title, set.Zone, set.FromDate, set.UntilDate, set.UntilDate);
                (campaign.Numbers["days"], campaign.Numbers["target"], campaign.Numbers["done"], campaign.Numbers["percent"]) = (set.UntilDate - set.FromDate + 1, set.Target, 0, 0);
                progress[e.Item] = new(StringComparer.Ordinal);
                break;
            case ProgrammeEvent.KindOneofCase.ProgressNoted:
                var on = Touch(e.Item);
                progress[e.Item][e.ProgressNoted.Act] = e.ProgressNoted;
                on.Count("done", e.ProgressNoted.Amount);
                on.Numbers["percent"] = on.Numbers["done"] * 100 / on.Numbers["target"];
                if (on.Numbers["done"] >= on.Numbers["target"]) (on.State, on.DueDate) = (Reached, 0);
                break;
            default: throw new InvalidOperationException($"zones {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision Note(Act act, ProgrammeItem campaign, ProgrammeEvent e)
    {
        if (!act.Runs && Find(campaign.Words["zone"], Zone) is var zone && zone?.People.Contains(act.By) != true) return ProgrammeDecision.Refuse(NotZone, $"'{campaign.Id}'");
        e.ProgressNoted = new ProgressNoted { Act = act.Word("act"), Amount = act.Number("amount"), OnDate = act.Day("on") };
        if (progress[campaign.Id].GetValueOrDefault(e.ProgressNoted.Act) is { } noted) return noted.Equals(e.ProgressNoted) ? ProgrammeDecision.Unchanged : ProgrammeDecision.Refuse(ActTaken, $"'{noted.Act}'");
        if (e.ProgressNoted.OnDate < campaign.FromDate || e.ProgressNoted.OnDate > campaign.UntilDate) return ProgrammeDecision.Refuse(Outside, LocalDay.Format(e.ProgressNoted.OnDate));
        return e.ProgressNoted.OnDate > act.Date ? ProgrammeDecision.Refuse(ProgrammeRefusals.DayInFuture, LocalDay.Format(e.ProgressNoted.OnDate)) : ProgrammeDecision.Of(e);
    }
}
