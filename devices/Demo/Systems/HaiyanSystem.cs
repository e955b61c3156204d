using System.Globalization;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Haiyan: evenings at a station on one of four days a month, and a village committee's promises checked by somebody else.</summary>
internal static class HaiyanSystem
{
    private const string Id = "haiyan";
    private const int People = 28 + 77, Months = 6, HeldEvenings = 590;

    public static TownSystem Definition { get; } = new("haiyan", "海盐：第一书记", "Haiyan: officials' evenings at a station, and promises checked one by one", $"/desk/programmes/calendars/{Id}")
    {
        Stages = ground =>
        [
            new("promised",
                new DefineProgramme("promises", Id, new { title = "三年承诺", region = ground.FirstVillage }),
                new ImportSheet("promises", Id, "promise", string.Create(CultureInfo.InvariantCulture, $"编号,承诺事项,责任单位或责任人,完成期限,数量\nbridges,修桥,committee,{Due(ground)},3\nroads,村民小组道路,committee,{Due(ground)},4\nhouse-roads,入户道路,committee,{Due(ground)},9\n")
                    + string.Concat(Enumerable.Range(4, 7).Select(n => $"p{n},承诺{n},shen,{Due(ground)},\n")))),
            new("planned",
                new DefineProgramme("calendars", Id, new { title = "第一书记夜学坐班", region = ground.Town }),
                new ImportSheet("calendars", Id, "plan", SheetLines.Of("编号,人员,规则,日子,起,止,地点", People, n => $"{Plan(n)},secretary{n},month_days,1 10 15 25,{SystemGround.Day(From(ground))},{SystemGround.Day(ground.FirstOfMonth.AddDays(-1))},村党群服务中心"))),
            new("held", new ImportSheet("calendars", Id, "hold", "编号,日期,方式,人次\n" + string.Concat(Evenings(ground).Take(HeldEvenings).Select((evening, at) =>
                string.Create(CultureInfo.InvariantCulture, $"{evening.Plan}.{evening.Month:yyyyMM},{evening.Month:yyyy-MM-dd},接访,{10 + at % 2}\n"))))),
        ],
        Figures = _ =>
        [
            .. SystemFigure.Of("calendars", Id, ("plans", 105), ("visits", 630), ("held", 590), ("attendances", 6195)),
            .. SystemFigure.Of("promises", Id, ("promises", 10)),
        ],
    };

    private static string Plan(int n) => string.Create(CultureInfo.InvariantCulture, $"f{n:000}");

    private static string Due(SystemGround ground) => $"{ground.Today.Year + 2}-12-31";

    private static DateOnly From(SystemGround ground) => ground.FirstOfMonth.AddMonths(-Months);

    // As the calendar lists them: person by person, month by month.
    private static IEnumerable<(string Plan, DateOnly Month)> Evenings(SystemGround ground) =>
        Enumerable.Range(1, People).SelectMany(n => Enumerable.Range(0, Months).Select(month => (Plan(n), From(ground).AddMonths(month))));
}
