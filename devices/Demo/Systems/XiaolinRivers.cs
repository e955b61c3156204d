using System.Globalization;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Xiaolin's rivers: 80 sections of 111 m along twenty rivers, each with a chief and two patrollers.</summary>
internal static class XiaolinRivers
{
    private const string Kind = "rivers", Id = "xiaolin";
    private const int Sections = 80, Walked = 60;

    public static SystemStage[] Stages(SystemGround ground) =>
    [
        // Every fourth section is walked every third day.
        new("rivers",
            new DefineProgramme(Kind, Id, new { title = "百米河长", region = ground.Town }),
            new ImportSheet(Kind, Id, "section", SheetLines.Of("编号,河段,河道,走向,巡查间隔天数", Sections, n => $"r{n:00},河段{n},river{(n + 3) / 4},\"{LineOf(n)}\",{(n % 4 == 0 ? 3 : 7)}")),
            new ImportSheet(Kind, Id, "put", SheetLines.Of("编号,人员,担任河长", 3 * Sections, n => $"r{(n + 2) / 3:00},{(n == 1 ? ground.Cadre : $"x{n}")},{(n % 3 == 1 ? "是" : "")}"))),
        new("rivers walked", new ImportSheet(Kind, Id, "walk", SheetLines.Of("编号,巡查号,日期,轨迹", Walked, n => $"r{n:00},v{n},{ground.InDays(0)},\"{LineOf(n)}\""))),
    ];

    /// <summary>Of a section, as <c>latitude,longitude</c>.</summary>
    public static string LineOf(int section) => string.Create(CultureInfo.InvariantCulture, $"{30 + section * 0.01:0.0000},121.0000 {30 + section * 0.01 + 0.001:0.0000},121.0000");
}
