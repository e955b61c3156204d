using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Contracts;

/// <summary>
/// Contracts between communities and organisations: what partners offer on four menus, and projects in five stages (negotiate, sign,
/// publish, perform, review). Either side proposes, both sign and both review.
/// </summary>
public sealed class ContractBook(string id) : Programme(id)
{
    public const string PartnerUnknown = "partner_unknown", SamePartner = "partner_twice", NotParty = "contract_not_owner", WrongStage = "contract_stage", OfAnother = "resource_of_another";

    private const string Partner = "partner", Resource = "resource", Project = "project", Listed = "listed";
    private const string Negotiating = "negotiating", Signed = "signed", Published = "published", Performed = "performed", Reviewed = "reviewed";

    private static readonly ProgrammeField Side = new("partner", FieldKind.Id, "For which partner", "代表哪一方", Needed: true);

    private static readonly ProgrammeField Menu = new("menu", FieldKind.Choice, "Menu", "清单", Needed: true,
        new("duties", "duties", "职责清单"), new("services", "services", "服务清单"), new("resources", "resources", "资源清单"), new("individual", "individual", "个性清单"));

    public static ProgrammeKind Kind { get; } = new(
        "contracts", "Contracts", "契约化共建", id => new ContractBook(id),
        Settings: [],
        Actions:
        [
            new("partner", "List a partner", "登记共建单位", Runs: true, HasItem: true, new("title", FieldKind.Title, "Name", "名称", Needed: true), new("region", FieldKind.Region, "Region", "区划")),
            new("resource", "Offer a resource", "提供资源", Runs: false, HasItem: true, Side, new ProgrammeField("title", FieldKind.Title, "Resource", "资源", Needed: true), Menu),
            new("project", "Propose a project", "提出项目", Runs: false, HasItem: true,
                new ProgrammeField("title", FieldKind.Title, "Project", "项目", Needed: true), Side, new ProgrammeField("with", FieldKind.Id, "With which partner", "对方", Needed: true), Menu,
                new("resource", FieldKind.Id, "Resource", "所用资源"), new("terms", FieldKind.Text, "Terms", "约定")),
            new("sign", "Sign", "签约", Runs: false, HasItem: true, Side),
            new("publish", "Publish", "公示", Runs: true, HasItem: true),
            new("perform", "Performed", "履约", Runs: false, HasItem: true, Side, new ProgrammeField("text", FieldKind.Text, "What was done", "履约情况")),
            new("review", "Review", "评议", Runs: false, HasItem: true, Side,
                new ProgrammeField("level", FieldKind.Choice, "Judgement", "评价", Needed: true, new("good", "good", "满意"), new("fair", "fair", "基本满意"), new("poor", "poor", "不满意")), new("text", FieldKind.Text, "In words", "意见")),
        ],
        States:
        [
            new(Listed, "listed", "已登记"), new(Negotiating, "negotiating", "协商"), new(Signed, "signed", "已签约"), new(Published, "published", "已公示"), new(Performed, "performed", "已履约"), new(Reviewed, "reviewed", "已评议"),
        ],
        Figures:
        [
            new("partners", "Units", "共建单位"), new("resources", "Resources", "资源"), new("projects", "Projects", "项目"), new("signed", "Signed", "已签约"), new("performed", "Performed", "已履约"), new("reviewed", "Reviewed by both", "双方已评议"),
        ],
        Columns: [new("first", "Partner", "甲方"), new("second", "With", "乙方"), new("partner", "Partner", "单位"), new("menu", "Menu", "清单"), new("resource", "Resource", "资源")],
        Refusals:
        [
            new(PartnerUnknown, "There is no such partner.", "没有此共建单位。"), new(SamePartner, "A contract is between two partners.", "契约须在两个单位之间订立。"),
            new(NotParty, "Only who works in the partner's unit speaks for it, and only for a side of the contract.", "只有该单位人员可代表本方，且须为契约一方。"),
            new(WrongStage, "The contract is at another stage: negotiate, sign, publish, perform, review.", "契约不在此阶段：协商、签约、公示、履约、评议。"),
            new(OfAnother, "The resource is neither side's.", "该资源不属于任何一方。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var projects = All(Project).ToList();
        return new Dictionary<string, long>
        {
            ["partners"] = All(Partner).Count(), ["resources"] = All(Resource).Count(), ["projects"] = projects.Count, ["signed"] = projects.Count(one => one.State != Negotiating),
            ["performed"] = projects.Count(one => one.State is Performed or Reviewed), ["reviewed"] = projects.Count(one => one.State == Reviewed),
        };
    }

    protected override ProgrammeDecision Decide(Act act) => act.Action switch
    {
        "partner" => List(act),
        "resource" => Offer(act),
        "project" => Propose(act),
        _ => Find(act.Item, Project) is { } project ? OnProject(act, project) : UnknownItem(act),
    };

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.PartnerListed:
                var partner = Add(e.Item, Partner, Listed);
                (partner.Title, partner.Region) = (e.PartnerListed.Title, e.PartnerListed.Region);
                break;
            case ProgrammeEvent.KindOneofCase.ResourceOffered:
                var resource = Add(e.Item, Resource, Listed);
                (resource.Title, resource.Words["partner"], resource.Words["menu"]) = (e.ResourceOffered.Title, e.ResourceOffered.Partner, e.ResourceOffered.Menu);
                break;
            case ProgrammeEvent.KindOneofCase.ProjectProposed:
                var project = Add(e.Item, Project, Negotiating);
                (project.Title, project.Words["first"], project.Words["second"], project.Words["menu"]) = (e.ProjectProposed.Title, e.ProjectProposed.First, e.ProjectProposed.Second, e.ProjectProposed.Menu);
                if (e.ProjectProposed.Resource.Length > 0) project.Words["resource"] = e.ProjectProposed.Resource;
                break;
            case ProgrammeEvent.KindOneofCase.ContractSigned: Both(e.Item, "signed", e.ContractSigned.Partner, "yes", Signed); break;
            case ProgrammeEvent.KindOneofCase.ContractPublished: Touch(e.Item).State = Published; break;
            case ProgrammeEvent.KindOneofCase.ContractPerformed: Touch(e.Item).State = Performed; break;
            case ProgrammeEvent.KindOneofCase.ContractReviewed: Both(e.Item, "review", e.ContractReviewed.Partner, e.ContractReviewed.Level, Reviewed); break;
            default: throw new InvalidOperationException($"contracts {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision List(Act act)
    {
        var e = act.Event();
        e.PartnerListed = new PartnerListed { Title = act.Word("title"), Region = act.Word("region") is { Length: > 0 } region ? region : Defined!.Region };
        return PutUp(e);
    }

    private ProgrammeDecision Offer(Act act)
    {
        if (PartnerFault(act, act.Word("partner"), speaks: true) is { } fault) return fault;
        var e = act.Event();
        e.ResourceOffered = new ResourceOffered { Partner = act.Word("partner"), Title = act.Word("title"), Menu = act.Word("menu") };
        return PutUp(e);
    }

    private ProgrammeDecision Propose(Act act)
    {
        var (first, second, resource) = (act.Word("partner"), act.Word("with"), act.Word("resource"));
        if (first == second) return ProgrammeDecision.Refuse(SamePartner, $"'{first}'");
        if ((PartnerFault(act, first, speaks: true) ?? PartnerFault(act, second, speaks: false)) is { } fault) return fault;
        if (resource.Length > 0 && (Find(resource, Resource) is not { } used || (used.Words["partner"] != first && used.Words["partner"] != second))) return ProgrammeDecision.Refuse(OfAnother, $"'{resource}'");
        var e = act.Event();
        e.ProjectProposed = new ProjectProposed { Title = act.Word("title"), First = first, Second = second, Menu = act.Word("menu"), Resource = resource };
        return PutUp(e);
    }

    private ProgrammeDecision OnProject(Act act, ProgrammeItem project)
    {
        var (e, partner) = (act.Event(), act.Word("partner"));
        if (act.Action != "publish")
        {
            if (project.Words["first"] != partner && project.Words["second"] != partner) return ProgrammeDecision.Refuse(NotParty, $"'{partner}' is no side of '{project.Id}'");
            if (PartnerFault(act, partner, speaks: true) is { } fault) return fault;
        }
        switch (act.Action)
        {
            case "sign":
                if (project.Words.ContainsKey($"signed.{partner}")) return ProgrammeDecision.Unchanged;
                e.ContractSigned = new ContractSigned { Partner = partner };
                return At(project, Negotiating, e);
            case "publish":
                if (project.State == Published) return ProgrammeDecision.Unchanged;
                e.ContractPublished = new ContractPublished();
                return At(project, Signed, e);
            case "perform":
                if (project.State == Performed && !act.HasText) return ProgrammeDecision.Unchanged;
                e.ContractPerformed = new ContractPerformed();
                return project.State == Performed ? ProgrammeDecision.Of(e) : At(project, Published, e);
            default:
                if (project.Words.TryGetValue($"review.{partner}", out var said) && said == act.Word("level") && !act.HasText) return ProgrammeDecision.Unchanged;
                e.ContractReviewed = new ContractReviewed { Partner = partner, Level = act.Word("level") };
                return At(project, Performed, e);
        }
    }

    private static ProgrammeDecision At(ProgrammeItem project, string stage, ProgrammeEvent e) =>
        project.State == stage ? ProgrammeDecision.Of(e) : ProgrammeDecision.Refuse(WrongStage, $"'{project.Id}' is {project.State}, and this follows {stage}");

    private ProgrammeDecision? PartnerFault(Act act, string partner, bool speaks)
    {
        if (Find(partner, Partner) is null) return ProgrammeDecision.Refuse(PartnerUnknown, $"'{partner}'");
        return !speaks || act.Runs || act.Units.Contains(partner) ? null : ProgrammeDecision.Refuse(NotParty, $"{act.By} does not work in '{partner}'");
    }

    // The next stage comes when both sides have spoken.
    private void Both(string item, string word, string partner, string said, string stage)
    {
        var project = Touch(item);
        project.Words[$"{word}.{partner}"] = said;
        if (project.Words.Keys.Count(name => name.StartsWith($"{word}.", StringComparison.Ordinal)) == 2) project.State = stage;
    }
}
