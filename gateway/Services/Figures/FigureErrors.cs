using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Figures;

/// <summary>What is refused of those who ask for figures.</summary>
internal static class FigureErrors
{
    public static ApiException Unknown(string name, IEnumerable<string> known) => Bad("parameter_unknown",
        $"There is no parameter {ApiErrors.Echo(name)}: {string.Join(", ", known)}.", $"没有参数 {ApiErrors.Echo(name)}：{string.Join("、", known)}。");

    public static ApiException Malformed(string name, string must, string mustZh) => Bad("parameter_malformed", $"`{name}` must be {must}.", $"{name} 应为{mustZh}。");

    public static ApiException OneTime() => Bad("one_period", "Ask for one of `day`, `week`, `month`, or `from` and `until`.", "day、week、month 或 from 与 until 只能选一种。");

    public static ApiException Range(int days) => Bad("period_malformed", $"`from` and `until` are in order and at most {days} days.", $"from 与 until 应依次，且至多 {days} 天。");

    public static ApiException Ahead() => Bad("date_ahead", "`asOf` is not ahead of now.", "asOf 不能晚于现在。");

    public static ApiException NotAPlace(string region) => Bad("not_a_place",
        $"{ApiErrors.Echo(region)} is a trade: ask with `trade`, and the place as `region`.", $"{ApiErrors.Echo(region)} 是行业：请用 trade 参数，region 为地方。");

    public static ApiException NotATrade(string trade) => Bad("not_a_trade", $"{ApiErrors.Echo(trade)} is no trade.", $"{ApiErrors.Echo(trade)} 不是行业。");

    public static ApiException NoOrigin(string origin, IEnumerable<string> known) => Bad("origin_unknown",
        $"{ApiErrors.Echo(origin)} is no origin: {string.Join(", ", known)}.", $"{ApiErrors.Echo(origin)} 不是来源：{string.Join("、", known)}。");

    public static ApiException NoFigure(string figure, IEnumerable<string> known) => Bad("figure_unknown",
        $"{ApiErrors.Echo(figure)} counts no issues: {string.Join(", ", known)}.", $"{ApiErrors.Echo(figure)} 不是按事件计的指标：{string.Join("、", known)}。");

    public static ApiException TooMany(int most) => Bad("too_many_issues",
        $"More than {most} issues were reported in this time: ask for a shorter one.", $"该时段上报的事件超过 {most} 件：请缩短时段。");

    private static ApiException Bad(string code, string english, string chinese) => ApiErrors.Of(StatusCodes.Status400BadRequest, code, english, chinese);
}
