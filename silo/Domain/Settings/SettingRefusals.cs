using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Routing;

namespace RealtimeGov.Domain.Settings;

/// <summary>Why a setting is refused, in words; what was set before holds on.</summary>
public static class SettingRefusals
{
    public const string RateOutOfRange = "rate_out_of_range";
    public const string CategoryMalformed = "category_malformed";
    public const string CategoryTwice = "category_twice";
    public const string TemplateMalformed = "template_malformed";
    public const string TemplateTwice = "template_twice";
    public const string TemplatesTooMany = "templates_too_many";
    public const string RegionUnknown = "unknown_region";
    public const string Malformed = "setting_malformed";

    public static IReadOnlyList<(string Code, string English, string Chinese)> Words { get; } =
    [
        (CalendarFaults.NeverWorks, "No day of the calendar has a working period.", "日历中没有任何工作时段。"),
        (CalendarFaults.ZoneUnknown, "The time zone is none of the IANA database.", "时区不在 IANA 数据库中。"),
        (CalendarFaults.RangeInvalid, "A calendar holds 1 to 14,610 days, in order.", "日历须含 1 至 14,610 天，起止有序。"),
        (CalendarFaults.HoursInvalid, "Hours are out of the day or its order, overlap, or name no weekday.", "时段超出当日、颠倒、重叠或星期有误。"),
        (CalendarFaults.DayOutside, "A holiday or make-up day is outside the calendar.", "节假日或调休日不在日历范围内。"),
        (CalendarFaults.LimitInvalid, "The limit is not above 0, is over ten years, or is of no kind or clock that takes one.", "时限须大于 0、不超过十年，且类别与计时项有效。"),
        (CalendarFaults.LimitTwice, "A clock has two limits for one category and level.", "同一计时项、类别与级别有两个时限。"),
        (CalendarFaults.YellowNotBefore, "The yellow card must come before the red one.", "黄牌须早于红牌。"),
        (RoutingFaults.Nowhere, "A unit or a region that the table names does not exist.", "分流表中的单位或区划不存在。"),
        (RoutingFaults.Itself, "A unit would supervise itself, or stand above itself.", "单位不能督办自身或为自身上级。"),
        (RoutingFaults.Cycle, "The way upward comes back to where it began.", "上级关系成环。"),
        (RoutingFaults.NotAbove, "The supervisor, or the unit above, is not of a higher level.", "督办或上级单位级别不高于承办单位。"),
        (RoutingFaults.Twice, "A unit, a category in a region, or a region's default is given twice.", "单位、类别与区域组合或区域默认重复。"),
        (RateOutOfRange, "A rate of verification is 0 to 1.", "核查抽样率应为 0 至 1。"),
        (CategoryMalformed, "The category is not 1-128 printable characters.", "类别不是 1 至 128 个可显示字符。"),
        (CategoryTwice, "A category is named twice.", "类别重复。"),
        (TemplateMalformed, "A phrase has a name of 1-40 printable characters, words of 1-2,000 characters, a step that a desk takes or none, and the language zh, en or none.", "常用语须有 1 至 40 个可显示字符的名称、1 至 2,000 字的文字；步骤须为受理台的步骤或留空，语言为 zh、en 或留空。"),
        (TemplateTwice, "Two phrases of one step and language have one name.", "同一步骤、同一语言有两条同名常用语。"),
        (TemplatesTooMany, "A town has at most 200 phrases.", "全镇至多 200 条常用语。"),
        (RegionUnknown, "There is no region of this code today.", "当日没有此代码的区划。"),
        (Malformed, "The setting names nothing that could be set.", "设置内容无效。"),
    ];
}
