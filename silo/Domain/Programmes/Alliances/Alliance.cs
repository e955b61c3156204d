using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Alliances;

/// <summary>
/// What the organisations of an area share: lists of services, needs and volunteers, venues with places a day that are reserved for a
/// while, a rota, and a ledger of sums. Whoever pays or gives is asked for a group at most, and named nowhere.
/// </summary>
public sealed class Alliance(string id) : Programme(id)
{
    public const string Full = "capacity_full", Lapsed = "reservation_lapsed", NoTariff = "tariff_unknown", ActTaken = "money_act_taken", DayPassed = "day_passed", RotaOverlaps = "rota_overlaps";

    public const int HoldDaysUsual = 3;

    private const string Reservation = "reservation", Rota = "rota", Goal = "goal", Listed = "listed", HeldState = "held", Confirmed = "confirmed", Cancelled = "cancelled";

    private static readonly string[] Lists = ["service", "need", "volunteer", "venue", Goal];

    private static readonly ProgrammeField Group = new("group", FieldKind.Choice, "Group, asked at the counter", "人群（柜台询问）", Needed: true,
        new("over_80", "over 80", "八十岁以上"), new("over_70", "over 70", "七十岁以上"), new("in_need", "in need", "困难群众"), new("others", "all others", "其他居民"));

    private static readonly ProgrammeField ActField = new("act", FieldKind.Id, "Number of the receipt", "票据号", Needed: true);

    private readonly Dictionary<string, (string Item, MoneyReceived Money)> received = new(StringComparer.Ordinal);

    public static ProgrammeKind Kind { get; } = new(
        "alliances", "Alliances and lists", "区域联盟与三张清单", id => new Alliance(id),
        Settings: [new("holdDays", FieldKind.Number, "Days for which a reservation is held (3)", "预约保留天数（3）")],
        Actions:
        [
            new("offer", "Put on a list", "列入清单", Runs: true, HasItem: true,
                new ProgrammeField("list", FieldKind.Choice, "List", "清单", Needed: true,
                    new("service", "services", "服务清单"), new("need", "needs", "需求清单"), new("volunteer", "volunteers", "志愿者清单"), new("venue", "venues", "共享场地"), new(Goal, "goals for donations", "募集目标")),
                new("title", FieldKind.Title, "Name", "名称", Needed: true), new("capacity", FieldKind.Number, "Places a day (1)", "每日名额（1）"),
                new("yuan", FieldKind.Number, "Goal in yuan", "目标金额（元）"), new("things", FieldKind.Number, "Of how many things", "件数")),
            new("reserve", "Reserve", "预约", Runs: false, HasItem: true,
                new("offer", FieldKind.Id, "What", "预约对象", Needed: true), new("on", FieldKind.Day, "Day", "日期", Needed: true), new("places", FieldKind.Number, "Places (1)", "名额（1）"), new("person", FieldKind.Person, "Person", "预约人")),
            new("confirm", "Confirm a reservation", "确认预约", Runs: true, HasItem: true),
            new("cancel", "Cancel a reservation", "取消预约", Runs: false, HasItem: true),
            new("tariff", "Set a tariff", "设定收费", Runs: true, HasItem: true, Group, new ProgrammeField("yuan", FieldKind.Number, "Yuan", "元", Needed: true)),
            new("fee", "Note a fee", "登记收费", Runs: true, HasItem: true, ActField, Group),
            new("donation", "Note a donation", "登记捐赠", Runs: true, HasItem: true, ActField, new ProgrammeField("yuan", FieldKind.Number, "Yuan", "元", Needed: true)),
            new("rota", "Set the rota", "排定轮值", Runs: true, HasItem: true,
                new ProgrammeField("title", FieldKind.Title, "Alliance", "联盟", Needed: true), new("host", FieldKind.Id, "Host: a unit or a person", "轮值方", Needed: true),
                new("from", FieldKind.Day, "From", "起", Needed: true), new("until", FieldKind.Day, "Until", "止", Needed: true)),
        ],
        States: [new(Listed, "listed", "在列"), new(HeldState, "held", "保留中"), new(Confirmed, "confirmed", "已确认"), new(Cancelled, "cancelled", "已取消")],
        Figures:
        [
            new("services", "Services", "服务"), new("needs", "Needs", "需求"), new("volunteers", "Volunteers", "志愿者"), new("venues", "Venues", "场地"), new("reservations", "Reservations confirmed", "已确认预约"),
            new("alliances", "Alliances with a rota", "有轮值的联盟"), new("donations", "Donations", "捐赠笔数"), new("donatedYuan", "Donated, yuan", "捐赠金额（元）"), new("feesYuan", "Fees, yuan", "收费金额（元）"),
        ],
        Columns:
        [
            new("capacity", "Places a day", "每日名额"), new("offer", "Reserved", "预约对象"), new("on", "Day", "日期", IsDay: true), new("places", "Places", "名额"), new("host", "Host", "轮值方"),
            new("goal", "Goal, yuan", "目标金额"), new("yuan", "Received, yuan", "已收金额"), new("things", "Things", "件数"),
        ],
        Refusals:
        [
            new(Full, "So many places are not free on that day.", "当日名额不足。"), new(Lapsed, "The reservation was not confirmed in time: reserve again.", "预约逾期未确认，请重新预约。"),
            new(NoTariff, "There is no tariff for this group.", "此人群没有收费标准。"), new(ActTaken, "The receipt's number is another's already.", "票据号已被占用。"),
            new(DayPassed, "The day is over.", "日期已过。"), new(RotaOverlaps, "The alliance has a host at that time.", "该联盟同期已有轮值方。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var (gifts, fees) = (received.Values.Where(one => one.Money.From == "donation").ToList(), received.Values.Where(one => one.Money.From == "fee"));
        return new Dictionary<string, long>
        {
            ["services"] = All("service").Count(), ["needs"] = All("need").Count(), ["volunteers"] = All("volunteer").Count(), ["venues"] = All("venue").Count(),
            ["reservations"] = All(Reservation).Count(one => one.State == Confirmed), ["alliances"] = All(Rota).Select(one => one.Title).Distinct().Count(),
            ["donations"] = gifts.Count, ["donatedYuan"] = gifts.Sum(one => one.Money.Yuan), ["feesYuan"] = fees.Sum(one => one.Money.Yuan),
        };
    }

    protected override ProgrammeDecision Decide(Act act) => act.Action switch
    {
        "offer" => Offer(act),
        "reserve" => Reserve(act),
        "rota" => SetRota(act),
        "confirm" or "cancel" => Find(act.Item, Reservation) is { } reservation ? OnReservation(act, reservation) : UnknownItem(act),
        _ => Find(act.Item) is { } offer && Lists.Contains(offer.Part) ? Money(act, offer) : UnknownItem(act),
    };

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.OfferListed:
                var offer = Add(e.Item, e.OfferListed.List, Listed);
                (offer.Title, offer.Numbers["capacity"], offer.Numbers["yuan"]) = (e.OfferListed.Title, e.OfferListed.Capacity, 0);
                if (e.OfferListed.List == Goal) (offer.Numbers["goal"], offer.Numbers["things"]) = (e.OfferListed.GoalYuan, e.OfferListed.Things);
                break;
            case ProgrammeEvent.KindOneofCase.PlacesReserved:
                var reservation = Add(e.Item, Reservation, HeldState);
                reservation.People.Add(e.PlacesReserved.Person);
                (reservation.Words["offer"], reservation.Numbers["on"], reservation.Numbers["places"]) = (e.PlacesReserved.Offer, e.PlacesReserved.OnDate, e.PlacesReserved.Places);
                (reservation.UntilDate, reservation.DueDate) = (e.PlacesReserved.HeldUntilDate, e.PlacesReserved.HeldUntilDate);
                break;
            case ProgrammeEvent.KindOneofCase.ReservationConfirmed: (Touch(e.Item).State, Items[e.Item].DueDate) = (Confirmed, 0); break;
            case ProgrammeEvent.KindOneofCase.ReservationCancelled: (Touch(e.Item).State, Items[e.Item].DueDate) = (Cancelled, 0); break;
            case ProgrammeEvent.KindOneofCase.TariffSet: Touch(e.Item).Numbers[TariffOf(e.TariffSet.Group)] = e.TariffSet.Yuan; break;
            case ProgrammeEvent.KindOneofCase.MoneyReceived:
                received[e.MoneyReceived.Act] = (e.Item, e.MoneyReceived);
                Touch(e.Item).Count("yuan", e.MoneyReceived.Yuan);
                Items[e.Item].Count(e.MoneyReceived.From);
                break;
            case ProgrammeEvent.KindOneofCase.RotaSet:
                var rota = Add(e.Item, Rota, Listed);
                (rota.Title, rota.Words["host"], rota.FromDate, rota.UntilDate) = (e.RotaSet.Title, e.RotaSet.Host, e.RotaSet.FromDate, e.RotaSet.UntilDate);
                break;
            default: throw new InvalidOperationException($"alliances {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision Offer(Act act)
    {
        var e = act.Event();
        e.OfferListed = new OfferListed
        {
            List = act.Word("list"), Title = act.Word("title"), Capacity = (int)act.Number("capacity", 1), GoalYuan = act.Number("yuan"), Things = (int)act.Number("things"),
        };
        return PutUp(e);
    }

    private ProgrammeDecision Reserve(Act act)
    {
        if (Find(act.Word("offer")) is not { } offer || !Lists.Contains(offer.Part)) return ProgrammeDecision.Refuse(ProgrammeRefusals.ItemUnknown, $"'{act.Word("offer")}'");
        var (on, places) = (act.Day("on"), (int)Math.Max(1, act.Number("places", 1)));
        if (Find(act.Item) is { Part: Reservation } made && made.Words["offer"] == offer.Id && made.Numbers["on"] == on && made.Numbers["places"] == places && made.People[0] == act.Person) return ProgrammeDecision.Unchanged;
        if (Find(act.Item) is not null) return ProgrammeDecision.Refuse(ProgrammeRefusals.ItemTaken, $"'{act.Item}'");
        if (on < act.Date) return ProgrammeDecision.Refuse(DayPassed, LocalDay.Format(on));
        var taken = All(Reservation).Where(one => one.Words["offer"] == offer.Id && one.Numbers["on"] == on && Counts(one, act.Date)).Sum(one => one.Numbers["places"]);
        if (taken + places > offer.Numbers["capacity"]) return ProgrammeDecision.Refuse(Full, $"{offer.Numbers["capacity"] - taken} of {offer.Numbers["capacity"]} are free on {LocalDay.Format(on)}");
        var e = act.Event();
        // Held for so many days, and not beyond the day itself.
        var until = Math.Min(on, act.Date + (int)Math.Clamp(Setting("holdDays", HoldDaysUsual), 0, 366));
        e.PlacesReserved = new PlacesReserved { Offer = offer.Id, Person = act.Person, OnDate = on, Places = places, HeldUntilDate = until };
        return PutUp(e);
    }

    private ProgrammeDecision OnReservation(Act act, ProgrammeItem reservation)
    {
        if (!act.Runs && !reservation.People.Contains(act.By)) return ProgrammeDecision.Refuse(ProgrammeRefusals.NotOwn, $"'{reservation.Id}' is not {act.By}'s");
        var e = act.Event();
        if (act.Action == "cancel")
        {
            if (reservation.State == Cancelled) return ProgrammeDecision.Unchanged;
            e.ReservationCancelled = new ReservationCancelled();
            return ProgrammeDecision.Of(e);
        }
        if (reservation.State == Confirmed) return ProgrammeDecision.Unchanged;
        if (reservation.State == Cancelled) return Stands(reservation);
        if (!Counts(reservation, act.Date)) return ProgrammeDecision.Refuse(Lapsed, $"'{reservation.Id}' was held until {LocalDay.Format(reservation.UntilDate)}");
        e.ReservationConfirmed = new ReservationConfirmed();
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision Money(Act act, ProgrammeItem offer)
    {
        var (e, group) = (act.Event(), act.Word("group"));
        if (act.Action == "tariff")
        {
            if (offer.Numbers.TryGetValue(TariffOf(group), out var set) && set == act.Number("yuan")) return ProgrammeDecision.Unchanged;
            e.TariffSet = new TariffSet { Group = group, Yuan = act.Number("yuan") };
            return ProgrammeDecision.Of(e);
        }
        var yuan = act.Number("yuan");
        if (act.Action == "fee" && !offer.Numbers.TryGetValue(TariffOf(group), out yuan)) return ProgrammeDecision.Refuse(NoTariff, $"'{group}' of '{offer.Id}'");
        e.MoneyReceived = new MoneyReceived { Act = act.Word("act"), From = act.Action, Group = group, Yuan = yuan };
        if (received.TryGetValue(act.Word("act"), out var held))
            return held.Item == offer.Id && held.Money.From == act.Action && held.Money.Group == group && (act.Action == "fee" || held.Money.Yuan == yuan) ? ProgrammeDecision.Unchanged : ProgrammeDecision.Refuse(ActTaken, $"'{act.Word("act")}'");
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision SetRota(Act act)
    {
        var (from, until) = (act.Day("from"), act.Day("until"));
        if (until < from) return ProgrammeDecision.Refuse(ProgrammeRefusals.DatesMalformed, "`until` is before `from`");
        var e = act.Event();
        e.RotaSet = new RotaSet { Title = act.Word("title"), Host = act.Word("host"), FromDate = from, UntilDate = until };
        if (Find(act.Item) is null && All(Rota).FirstOrDefault(one => one.Title == act.Word("title") && one.FromDate <= until && from <= one.UntilDate) is { } other)
            return ProgrammeDecision.Refuse(RotaOverlaps, $"'{other.Id}' from {LocalDay.Format(other.FromDate)}");
        return PutUp(e);
    }

    private static bool Counts(ProgrammeItem reservation, int today) => reservation.State == Confirmed || (reservation.State == HeldState && today <= reservation.UntilDate);

    private static string TariffOf(string group) => $"tariff.{group}";
}
