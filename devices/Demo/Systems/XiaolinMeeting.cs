using System.Globalization;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Xiaolin's monthly reconciliation of a village: what was claimed there against what is done.</summary>
internal static class XiaolinMeeting
{
    private const string Id = "xiaolin";

    public static SystemStage[] Stages(SystemGround ground)
    {
        var from = ground.FirstOfMonth.AddMonths(-2);
        return
        [
            new("month",
                new DefineProgramme("wishes", "v1", new { title = "微心愿", region = ground.FirstVillage }),
                new ImportSheet("wishes", "v1", "put", SheetLines.Of("编号,心愿（审核后）", 10, n => $"w{n},心愿{n}")),
                new DefineProgramme("calendars", "v1", new { title = "走访", region = ground.FirstVillage }),
                new ImportSheet("calendars", "v1", "plan", $"编号,人员,规则,每月次数,起,止\nli,li,monthly,2,{SystemGround.Day(from)},{SystemGround.Day(ground.FirstOfMonth.AddMonths(1).AddDays(-1))}\n"),
                new DoAct("calendars", "v1", "hold", new { item = string.Create(CultureInfo.InvariantCulture, $"li.{from:yyyyMM}.1"), on = SystemGround.Day(from.AddDays(9)), mode = "visit", attendances = 3 }),
                new DefineProgramme("wishes", "v2", new { title = "微心愿", region = ground.SecondVillage }),
                new DefineProgramme("meetings", Id, new { title = "对账例会", region = ground.Town }),
                new DoAct("meetings", Id, "meeting", new { item = "m3", title = "月度对账会", sort = "reconciliation", on = ground.InDays(0), region = ground.FirstVillage })),
            new("agenda", new DoAct("meetings", Id, "freeze", new { item = "m3" })),
            new("decided", new DoAct("meetings", Id, "decide", new { item = "d1", meeting = "m3", title = "补走访", owner = ground.Cadre, due = ground.InDays(7), line = "v1" })),
        ];
    }
}
