using Microsoft.AspNetCore.Http;

namespace RealtimeGov.Gateway.Api;

/// <summary>The API's errors in both languages. What a stranger sent is repeated only as far as it helps.</summary>
internal static class ApiErrors
{
    private const int EchoCharactersMax = 40;

    public static ApiException UnknownRegion(string code) => Of(StatusCodes.Status404NotFound, "unknown_region",
        $"There is no region {Echo(code)} on that day.", $"当日没有区划 {Echo(code)}。");

    public static ApiException NotOfATrade(string code) => Of(StatusCodes.Status404NotFound, "not_of_a_trade",
        $"{Echo(code)} is a trade: issues belong to the grids that handle them.", $"{Echo(code)} 是行业：事件属于办理它的网格。");

    public static ApiException UnknownSteward(string id) => Of(StatusCodes.Status404NotFound, "unknown_steward",
        $"There is no steward {Echo(id)}.", $"没有管家 {Echo(id)}。");

    public static ApiException UnknownIssue(string id) => Of(StatusCodes.Status404NotFound, "unknown_issue",
        $"There is no issue {Echo(id)}.", $"没有事件 {Echo(id)}。");

    public static ApiException UnknownPath() => Of(StatusCodes.Status404NotFound, "unknown_path",
        "There is nothing at this path.", "此路径不存在。");

    public static ApiException MalformedDate(string date) => Of(StatusCodes.Status400BadRequest, "malformed_date",
        $"{Echo(date)} is no date of the form yyyy-MM-dd, nor 'today'.", $"{Echo(date)} 不是 yyyy-MM-dd 形式的日期，也不是 today。");

    public static ApiException TokenNeeded() => Of(StatusCodes.Status401Unauthorized, "token_needed",
        "This call needs the header Authorization: Bearer and the device token.", "此操作需要请求头 Authorization: Bearer 与设备令牌。");

    public static ApiException AdminTokenNeeded() => Of(StatusCodes.Status401Unauthorized, "token_needed",
        "This call needs the header Authorization: Bearer and the admin token.", "此操作需要请求头 Authorization: Bearer 与管理令牌。");

    /// <param name="status">What the web server says of it: 400, or 408 where the rest came too slowly.</param>
    public static ApiException BodyBroken(int status) => Of(status, "body_broken",
        "The body broke off before its end.", "请求体未到结尾就中断了。");

    public static ApiException StoreUnavailable() => Of(StatusCodes.Status503ServiceUnavailable, "store_unavailable",
        "The store did not answer. Try again.", "存储未响应，请重试。");

    public static ApiException NoSilo() => Of(StatusCodes.Status503ServiceUnavailable, "no_silo",
        "No silo answers, so reports wait: start one on the same database.", "没有节点应答，上报只能等待：请在同一数据库上启动一个节点。");

    /// <summary>Seconds until asking again is worth it: by then the questions of this moment are answered.</summary>
    public const int BusyRetryAfterS = 1;

    public static ApiException Busy() => new(StatusCodes.Status503ServiceUnavailable,
        new ApiError("busy", "Too many questions at once. Try again in a second.", "同时查询过多，请 1 秒后重试。")) { RetryAfterS = BusyRetryAfterS };

    public static ApiException Of(int status, string code, string message, string messageZh) =>
        new(status, new ApiError(code, message, messageZh));

    public static string Echo(string sent) => sent.Length <= EchoCharactersMax ? $"'{sent}'" : $"'{sent[..EchoCharactersMax]}...'";
}
