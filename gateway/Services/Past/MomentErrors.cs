using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Past;

/// <summary>What is refused of those who ask how a day was at a moment.</summary>
internal static class MomentErrors
{
    public static ApiException Malformed(string at) => Bad("malformed_at",
        $"{ApiErrors.Echo(at)} is no time: write `at` as HH:mm or HH:mm:ss of that day, or as RFC 3339 with an offset.",
        $"{ApiErrors.Echo(at)} 不是时间：at 请写当日的 HH:mm 或 HH:mm:ss，或带时区偏移的 RFC 3339 时间。");

    public static ApiException OutsideDay(string at) => Bad("at_outside_day",
        $"{ApiErrors.Echo(at)} does not lie within that day of the region: ask for the day that it lies in.", $"{ApiErrors.Echo(at)} 不在该区划的当日之内：请查询它所在的那一天。");

    public static ApiException Ahead(string at) => Bad("at_ahead",
        $"{ApiErrors.Echo(at)} is ahead of now: ask for a moment that has been, or without `at` for the figures of now.",
        $"{ApiErrors.Echo(at)} 晚于现在：请给出已过去的时刻；查询现在的数字请去掉 at。");

    public static ApiException Skipped(string at) => Bad("at_skipped",
        $"Clocks were set forward over {ApiErrors.Echo(at)} on that day: ask for a time that they showed.", $"当日时钟拨快时跳过了 {ApiErrors.Echo(at)}：请给出当日有过的时刻。");

    public static ApiException Twice(string at) => Bad("at_twice",
        $"Clocks showed {ApiErrors.Echo(at)} twice on that day: say which by an offset, as RFC 3339 writes it.", $"当日 {ApiErrors.Echo(at)} 出现过两次：请用带时区偏移的 RFC 3339 时间指明。");

    public static ApiException NotKept() => ApiErrors.Of(StatusCodes.Status409Conflict, "moments_not_kept",
        "Some of that day was recorded before the journal kept times: ask for the whole day, without `at`.", "当日部分记录早于开始保存时间的日志：请查询全天，去掉 at。");

    public static ApiException TooMany(int most) => Bad("too_many_events",
        $"More than {most} things happened there on that day: ask for a smaller region.", $"该地当日记录超过 {most} 条：请选更小的区划。");

    private static ApiException Bad(string code, string english, string chinese) => ApiErrors.Of(StatusCodes.Status400BadRequest, code, english, chinese);
}
