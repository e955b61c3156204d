namespace RealtimeGov.Devices.Demo.Offices;

/// <summary>
/// What the offices do next with an issue, and how long they take: most of it at once, some of it after its yellow card, a little
/// after its red one. An office's hour is a minute here, so that a day's work is seen while somebody looks. Pure.
/// </summary>
/// <param name="declines">Whether some are declined: their reports leave the day's count.</param>
public sealed class OfficeRules(OfficeStaff staff, bool declines)
{
    /// <summary>The town's limits while the offices work, as <c>PUT /api/v1/settings/limits</c> takes them: clock, minutes, minutes to the warning.</summary>
    public static IReadOnlyList<(string Clock, int Minutes, int Yellow)> Limits { get; } =
    [
        ("review", 2, 1), ("route", 4, 3), ("takeOver", 3, 2), ("handle", 5, 3), ("check", 4, 3), ("feedback", 3, 2), ("note", 4, 3), ("rating", 10, 8), ("whole", 15, 12),
    ];

    /// <summary>How many of the resolved are verified by somebody else.</summary>
    public const double Sampled = 0.12;

    private const double Declined = 0.04, AskedBack = 0.04, ToAStation = 0.35, HandedBack = 0.04, HandedUp = 0.07, TakenOverFirst = 0.5,
        Noted = 0.05, FailsCheck = 0.15, ReopenedByReporter = 0.04, Rated = 0.5;

    private static readonly string[] Done =
    [
        "已派人到现场处理完毕，感谢您的反映。", "已联系责任单位整改到位，今后加强巡查。", "现场已清理，周边一并检查过。", "已修复，当面试过没有问题。", "已与当事人沟通，问题解决。",
    ];

    /// <summary>Null where nobody of the demo has anything to do: it has ended, or it is with people of the town's own.</summary>
    public OfficeMove? Next(OfficeCase of) => of.Stage switch
    {
        "open" => Reviewed(of),
        "accepted" => Routed(of, Soon(of, 5, 30)),
        "routed" => Held(of, HandedOver),
        "handling" => Held(of, Handled),
        "asked" when of.ReportId.Length > 0 => new(Soon(of, 15, 60), null, "reply", "就在路口东侧，门牌旁边。"),
        "suspended" => new(Soon(of, 20, 60), Desk(of), "resume"),
        "checking" => of.Chance.Happens(FailsCheck) && of.Happened.Add("failed")
            ? new(Soon(of, 10, 40), Desk(of), "verify", "现场仍有遗留，请继续处理。", new Dictionary<string, object> { ["passed"] = false })
            : new(Soon(of, 10, 40), Desk(of), "verify", "", new Dictionary<string, object> { ["passed"] = true }),
        "resolved" => new(Soon(of, 5, 25), Desk(of), "feedBack", of.Chance.Pick(Done)),
        "answered" => Answered(of),
        _ => null,
    };

    private OfficeMove Reviewed(OfficeCase of)
    {
        var (after, isLate) = Late(of, Soon(of, 5, 50), yellow: 65, red: 125);
        return Review() with { IsLate = isLate };

        OfficeMove Review()
        {
            if (of.Chance.Happens(Declined) && declines)
                return new(after, Desk(of), "decline", "已列入本月修缮计划，届时一并处理。", new Dictionary<string, object> { ["reason"] = "knownAndPlanned" });
            if (of.ReportId.Length > 0 && of.Chance.Happens(AskedBack) && of.Happened.Add("asked"))
                return new(after, Desk(of), "askBack", "请问具体在哪个位置？", new Dictionary<string, object> { ["days"] = 1 });
            return Routed(of, after);
        }
    }

    /// <summary>To the village, as the town's table proposes, or to the station for such matters.</summary>
    private OfficeMove Routed(OfficeCase of, TimeSpan after) => of.Chance.Happens(ToAStation)
        ? new(after, Desk(of), "route", "", new Dictionary<string, object> { ["lead"] = OfficeStaff.StationOf(of.Category) }) { LeadAfter = OfficeStaff.StationOf(of.Category) }
        : new(after, Desk(of), "route") { LeadAfter = of.Village };

    private OfficeMove? Held(OfficeCase of, Func<OfficeCase, OfficeWorker, OfficeMove> act) => staff.HolderOf(of.Lead) is { } holder ? act(of, holder) : null;

    private OfficeMove HandedOver(OfficeCase of, OfficeWorker holder)
    {
        var (after, isLate) = Late(of, Soon(of, 6, 40), yellow: 125, red: 185);
        return Take() with { IsLate = isLate };

        OfficeMove Take()
        {
            if (of.Chance.Happens(HandedBack) && of.Happened.Add("returned")) return new(after, holder, "handBack", "不属于本单位职责范围。") { LeadAfter = "" };
            if (of.Lead == of.Village && of.Chance.Happens(HandedUp) && of.Happened.Add("up"))
            {
                var station = OfficeStaff.StationOf(of.Category);
                return new(after, holder, "handUp", "村里处置不了，请镇里支持。", new Dictionary<string, object> { ["unit"] = station }) { LeadAfter = station };
            }
            return of.Chance.Happens(TakenOverFirst) ? new(after, holder, "takeOver") : Resolved(of, holder, after + Soon(of, 5, 30));
        }
    }

    private OfficeMove Handled(OfficeCase of, OfficeWorker holder)
    {
        if (of.HasOpenNote) return new(Soon(of, 15, 50), holder, "answerNote", "已加派人手，今天办结。", new Dictionary<string, object> { ["note"] = 1 });
        if (of.Lead == of.Village && of.Chance.Happens(Noted) && of.Happened.Add("noted"))
            return new(Soon(of, 10, 30), staff.Leader, "supervise", "群众关心，请抓紧。", new Dictionary<string, object> { ["cause"] = "note" });
        var (after, isLate) = Late(of, Soon(of, 15, 70), yellow: 190, red: 310);
        return Resolved(of, holder, after) with { IsLate = isLate };
    }

    private static OfficeMove Resolved(OfficeCase of, OfficeWorker holder, TimeSpan after) =>
        new(after, holder, "resolve", of.Chance.Pick(Done), new Dictionary<string, object> { ["feedBack"] = true });

    private OfficeMove Answered(OfficeCase of)
    {
        if (of.ReportId.Length > 0 && of.Chance.Happens(ReopenedByReporter) && of.Happened.Add("reopened"))
            return new(Soon(of, 20, 60), null, "reopen", "又出现了，请再看看。") { LeadAfter = "" };
        if (of.ReportId.Length > 0 && of.Chance.Happens(Rated) && of.Happened.Add("rated"))
            return new(Soon(of, 15, 60), null, "rate", "", new Dictionary<string, object> { ["score"] = of.Chance.Pick([5, 5, 5, 4, 4, 3, 2]) });
        return new(Soon(of, 10, 45), Desk(of), "close");
    }

    private OfficeWorker Desk(OfficeCase of) => of.Chance.Pick(staff.Dispatchers);

    private static TimeSpan Soon(OfficeCase of, double least, double most) => TimeSpan.FromSeconds(least + (most - least) * of.Chance.Unit());

    /// <summary>Nine of ten in time; of the others two after the warning, one after the end.</summary>
    private static (TimeSpan After, bool IsLate) Late(OfficeCase of, TimeSpan usual, double yellow, double red) => of.Chance.Unit() switch
    {
        < 0.07 => (Soon(of, yellow, yellow + 20), true),
        < 0.1 => (Soon(of, red, red + 20), true),
        _ => (usual, false),
    };
}
