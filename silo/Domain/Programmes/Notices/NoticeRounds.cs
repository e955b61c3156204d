using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Notices;

/// <summary>
/// Notices that go down a chain (town, village, grid, group, steward) from hand to hand, and the numbers that come up again: whoever
/// has told their households says how many, and everybody above sees the sum of those below.
/// </summary>
public sealed class NoticeRounds(string id) : Programme(id)
{
    public const string ReceiverUnknown = "receiver_unknown", NotReceiver = "notice_not_owner", NotReached = "notice_not_reached", SaidOtherwise = "notice_acknowledged";

    private const string Receiver = "receiver", Notice = "notice", Delivery = "delivery", Listed = "listed", Running = "running", Sent = "sent", Passed = "passed", Acknowledged = "acknowledged";

    private readonly Dictionary<string, string> above = new(StringComparer.Ordinal);

    public static ProgrammeKind Kind { get; } = new(
        "notices", "Notice rounds", "逐级通知", id => new NoticeRounds(id),
        Settings: [],
        Actions:
        [
            new("receiver", "List a receiver", "登记接收人", Runs: true, HasItem: true, new("person", FieldKind.Person, "Person", "人员", Needed: true), new("above", FieldKind.Id, "Who passes notices on to them", "上级接收人"), new("region", FieldKind.Region, "Region", "区划")),
            new("notice", "Send a notice", "下发通知", Runs: true, HasItem: true,
                new("title", FieldKind.Title, "Notice", "通知", Needed: true), new("due", FieldKind.Day, "To be acknowledged by", "回执期限", Needed: true),
                new("region", FieldKind.Region, "Region", "区划"), new("text", FieldKind.Text, "In words", "内容")),
            new("pass", "Pass on to those below", "转发下级", Runs: false, HasItem: true, new ProgrammeField("receiver", FieldKind.Id, "Receiver", "接收人")),
            new("acknowledge", "Acknowledge", "回执", Runs: false, HasItem: true,
                new("receiver", FieldKind.Id, "Receiver", "接收人"), new("reached", FieldKind.Number, "Households told", "已通知户数", Needed: true)),
        ],
        States: [new(Listed, "listed", "已登记"), new(Running, "sent out", "已下发"), new(Sent, "received", "已收到"), new(Passed, "passed on", "已转发"), new(Acknowledged, "acknowledged", "已回执")],
        Figures:
        [
            new("receivers", "Receivers", "接收人"), new("notices", "Notices", "通知"), new("sent", "Received", "送达"), new("acknowledged", "Acknowledged", "已回执"), new("reached", "Households told", "已通知户数"),
        ],
        Columns:
        [
            new("notice", "Notice", "通知"), new("above", "From", "上级"), new("below", "Receivers, with those below", "本级及下级"), new("acknowledged", "Acknowledged, with those below", "本级及下级已回执"),
            new("reached", "Households told, with those below", "本级及下级已通知户数"),
        ],
        Refusals:
        [
            new(ReceiverUnknown, "There is no such receiver.", "没有此接收人。"), new(NotReceiver, "Receivers speak for themselves; for others, the office.", "只能办理本人的通知；工作人员可代办。"),
            new(NotReached, "The notice has not come down to that receiver yet.", "通知尚未转发至此接收人。"), new(SaidOtherwise, "It was acknowledged with another number.", "已回执，户数不同。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var (deliveries, notices) = (All(Delivery).ToList(), All(Notice).ToList());
        return new Dictionary<string, long>
        {
            ["receivers"] = All(Receiver).Count(), ["notices"] = notices.Count, ["sent"] = deliveries.Count, ["acknowledged"] = deliveries.Count(one => one.State == Acknowledged),
            ["reached"] = notices.Sum(notice => notice.Numbers["reached"]),
        };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        var (e, region) = (act.Event(), act.Word("region") is { Length: > 0 } given ? given : Defined!.Region);
        switch (act.Action)
        {
            case "receiver":
                if (act.Word("above") is { Length: > 0 } from && Find(from, Receiver) is null) return ProgrammeDecision.Refuse(ReceiverUnknown, $"'{from}'");
                e.ReceiverListed = new ReceiverListed { Above = act.Word("above"), Region = region, Person = act.Person };
                return PutUp(e);
            case "notice":
                e.NoticeSent = new NoticeSent { Title = act.Word("title"), Region = region, DueDate = act.Day("due") };
                return Find(act.Item) is null && Below("").Count() is var tops && Items.Count + tops >= ItemsMax ? ProgrammeDecision.Refuse(ProgrammeRefusals.ItemsFull, $"at most {ItemsMax}") : PutUp(e);
            default: return Find(act.Item, Notice) is { } notice ? OnNotice(act, notice, e) : UnknownItem(act);
        }
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.ReceiverListed:
                var receiver = Add(e.Item, Receiver, Listed);
                receiver.Region = e.ReceiverListed.Region;
                receiver.People.Add(e.ReceiverListed.Person);
                above[e.Item] = e.ReceiverListed.Above;
                break;
            case ProgrammeEvent.KindOneofCase.NoticeSent:
                var notice = Add(e.Item, Notice, Running);
                (notice.Title, notice.Region, notice.UntilDate) = (e.NoticeSent.Title, e.NoticeSent.Region, e.NoticeSent.DueDate);
                (notice.Numbers["below"], notice.Numbers["acknowledged"], notice.Numbers["reached"]) = (0, 0, 0);
                foreach (var top in Below("").ToList()) Deliver(notice, top);
                break;
            case ProgrammeEvent.KindOneofCase.NoticePassed:
                if (Items[IdOf(e.Item, e.NoticePassed.Receiver)].State == Sent) Touch(IdOf(e.Item, e.NoticePassed.Receiver)).State = Passed;
                foreach (var next in Below(e.NoticePassed.Receiver).Where(next => Find(IdOf(e.Item, next)) is null).ToList()) Deliver(Items[e.Item], next);
                break;
            case ProgrammeEvent.KindOneofCase.NoticeAcknowledged:
                var told = Touch(IdOf(e.Item, e.NoticeAcknowledged.Receiver));
                (told.State, told.DueDate, told.Numbers["own"]) = (Acknowledged, 0, e.NoticeAcknowledged.Reached);
                Raise(e.Item, e.NoticeAcknowledged.Receiver, "acknowledged", 1);
                Raise(e.Item, e.NoticeAcknowledged.Receiver, "reached", e.NoticeAcknowledged.Reached);
                break;
            default: throw new InvalidOperationException($"notices {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision OnNotice(Act act, ProgrammeItem notice, ProgrammeEvent e)
    {
        var receiver = act.Word("receiver") is { Length: > 0 } named ? named : All(Receiver).FirstOrDefault(one => one.People[0] == act.By)?.Id ?? "";
        if (Find(receiver, Receiver) is not { } own) return ProgrammeDecision.Refuse(ReceiverUnknown, $"'{receiver}'");
        if (!act.Runs && own.People[0] != act.By) return ProgrammeDecision.Refuse(NotReceiver, $"'{receiver}'");
        if (Find(IdOf(notice.Id, receiver)) is not { } delivery) return ProgrammeDecision.Refuse(NotReached, $"'{receiver}'");
        if (act.Action == "pass")
        {
            var next = Below(receiver).Count(one => Find(IdOf(notice.Id, one)) is null);
            if (next == 0) return ProgrammeDecision.Unchanged;
            if (Items.Count + next > ItemsMax) return ProgrammeDecision.Refuse(ProgrammeRefusals.ItemsFull, $"at most {ItemsMax}");
            e.NoticePassed = new NoticePassed { Receiver = receiver };
            return ProgrammeDecision.Of(e);
        }
        if (delivery.State == Acknowledged) return delivery.Numbers["own"] == act.Number("reached") ? ProgrammeDecision.Unchanged : ProgrammeDecision.Refuse(SaidOtherwise, $"{delivery.Numbers["own"]}");
        e.NoticeAcknowledged = new NoticeAcknowledged { Receiver = receiver, Reached = (uint)act.Number("reached") };
        return ProgrammeDecision.Of(e);
    }

    private IEnumerable<string> Below(string receiver) => All(Receiver).Select(one => one.Id).Where(one => above[one] == receiver);

    private void Deliver(ProgrammeItem notice, string receiver)
    {
        var delivery = Add(IdOf(notice.Id, receiver), Delivery, Sent);
        (delivery.Title, delivery.Region, delivery.DueDate) = (notice.Title, Items[receiver].Region, notice.UntilDate);
        (delivery.Words["notice"], delivery.Words["above"]) = (notice.Id, above[receiver]);
        (delivery.Numbers["below"], delivery.Numbers["acknowledged"], delivery.Numbers["reached"], delivery.Numbers["own"]) = (0, 0, 0, 0);
        delivery.People.Add(Items[receiver].People[0]);
        Raise(notice.Id, receiver, "below", 1);
    }

    // The receiver's own delivery, those of everybody above, and the notice.
    private void Raise(string notice, string receiver, string number, long by)
    {
        for (var at = receiver; at.Length > 0; at = above[at]) Touch(IdOf(notice, at)).Count(number, by);
        Touch(notice).Count(number, by);
    }

    // With a sign that no id has, so that it is nobody else's.
    private static string IdOf(string notice, string receiver) => $"{notice}:{receiver}";
}
