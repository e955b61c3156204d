using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Promises;

/// <summary>What a village committee promised, each with a day and an owner; kept when somebody else has checked the evidence.</summary>
public sealed class PromiseList(string id) : Programme(id)
{
    public const string OwnPromise = "promise_own", NoEvidence = "promise_no_evidence", NotOwner = "promise_not_owner";

    private const string Part = "promise", Owed = "owed", Shown = "shown", Kept = "kept";

    private readonly Dictionary<string, string> shownBy = new(StringComparer.Ordinal); // who gave the evidence, by promise

    public static ProgrammeKind Kind { get; } = new(
        "promises", "Promises", "承诺清单", id => new PromiseList(id),
        Settings: [],
        Actions:
        [
            new("promise", "Add a promise", "列入承诺", Runs: true, HasItem: true,
                new("title", FieldKind.Title, "Promise", "承诺事项", Needed: true), new("owner", FieldKind.Id, "Owner: a unit or a person", "责任单位或责任人", Needed: true),
                new("due", FieldKind.Day, "Due", "完成期限", Needed: true), new("region", FieldKind.Region, "Region", "区划"),
                new("amount", FieldKind.Number, "How many", "数量"), new("text", FieldKind.Text, "In words", "说明")),
            new("evidence", "Show what was done", "提交佐证", Runs: false, HasItem: true, new ProgrammeField("text", FieldKind.Text, "Evidence", "佐证", Needed: true)),
            new("check", "Checked: it is kept", "核对销号", Runs: false, HasItem: true, new ProgrammeField("text", FieldKind.Text, "Remark", "意见")),
            new("return", "It does not do yet", "退回", Runs: false, HasItem: true, new ProgrammeField("text", FieldKind.Text, "What is missing", "欠缺之处", Needed: true)),
        ],
        States: [new(Owed, "owed", "未完成"), new(Shown, "to be checked", "待核对"), new(Kept, "kept", "已兑现")],
        Figures: [new("promises", "Promises", "承诺"), new("owed", "Owed", "未完成"), new("shown", "To be checked", "待核对"), new("kept", "Kept", "已兑现")],
        Columns: [new("owner", "Owner", "责任"), new("amount", "How many", "数量"), new("checker", "Checked by", "核对人")],
        Refusals:
        [
            new(OwnPromise, "Nobody checks their own promise, or that of their unit.", "不能核对本人或本单位的承诺。"),
            new(NoEvidence, "There is no evidence to be checked yet.", "尚无佐证可供核对。"),
            new(NotOwner, "Evidence comes from the owner.", "佐证应由责任单位或责任人提交。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var all = All(Part).ToList();
        return new Dictionary<string, long>
        {
            ["promises"] = all.Count, ["owed"] = all.Count(one => one.State == Owed), ["shown"] = all.Count(one => one.State == Shown), ["kept"] = all.Count(one => one.State == Kept),
        };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        var e = act.Event();
        if (act.Action == "promise")
        {
            e.PromiseMade = new PromiseMade
            {
                Title = act.Word("title"), Region = act.Word("region") is { Length: > 0 } region ? region : Defined!.Region, Owner = act.Word("owner"), DueDate = act.Day("due"), Amount = act.Number("amount"),
            };
            return PutUp(e);
        }
        if (Find(act.Item) is not { } promise) return UnknownItem(act);
        if (promise.State == Kept) return act.Action == "check" && promise.Words["checker"] == act.By ? ProgrammeDecision.Unchanged : Stands(promise);
        if (act.Action == "evidence")
        {
            if (!act.Runs && !IsOwner(promise, act)) return ProgrammeDecision.Refuse(NotOwner, $"'{promise.Id}' is {promise.Words["owner"]}'s");
            e.EvidenceGiven = new EvidenceGiven();
            return ProgrammeDecision.Of(e);
        }
        if (IsOwner(promise, act) || shownBy.GetValueOrDefault(promise.Id) == act.By) return ProgrammeDecision.Refuse(OwnPromise, $"'{promise.Id}' is {promise.Words["owner"]}'s");
        if (promise.State != Shown) return ProgrammeDecision.Refuse(NoEvidence, $"'{promise.Id}'");
        if (act.Action == "check") e.PromiseChecked = new PromiseChecked();
        else e.PromiseReturned = new PromiseReturned();
        return ProgrammeDecision.Of(e);
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.PromiseMade:
                var promise = Add(e.Item, Part, Owed);
                (promise.Title, promise.Region, promise.DueDate) = (e.PromiseMade.Title, e.PromiseMade.Region, e.PromiseMade.DueDate);
                (promise.Words["owner"], promise.Numbers["amount"]) = (e.PromiseMade.Owner, e.PromiseMade.Amount);
                break;
            case ProgrammeEvent.KindOneofCase.EvidenceGiven:
                Touch(e.Item).State = Shown;
                shownBy[e.Item] = e.By;
                break;
            case ProgrammeEvent.KindOneofCase.PromiseChecked:
                Touch(e.Item).State = Kept;
                Items[e.Item].Words["checker"] = e.By;
                Items[e.Item].DueDate = 0;
                break;
            case ProgrammeEvent.KindOneofCase.PromiseReturned: Touch(e.Item).State = Owed; break;
            default: throw new InvalidOperationException($"promises {Id}: an event of a kind this program does not know");
        }
    }

    private static bool IsOwner(ProgrammeItem promise, Act act) => promise.Words["owner"] is var owner && (owner == act.By || act.Units.Contains(owner));
}
