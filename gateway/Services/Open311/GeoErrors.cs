using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Open311;

/// <summary>What GeoReport clients are refused. The standard has three statuses: 404 of what is not there, 403 of a key, 400 of all else.</summary>
internal static class GeoErrors
{
    private static readonly Dictionary<string, (string English, string Chinese)> Reports = new(StringComparer.Ordinal)
    {
        [Reasons.LocationInvalid] = ("lat is -90 to 90 and long -180 to 180, and not both are 0.", "lat 应为 -90 至 90，long 应为 -180 至 180，且不同时为 0。"),
        [Reasons.NoGrid] = ("The position lies in no grid of this jurisdiction: send lat and long within it, or address_id, the code of a grid.", "该位置不在本辖区任何网格内：请发送辖区内的 lat、long，或以 address_id 发送网格代码。"),
        [Reasons.TextMalformed] = ("The description holds U+FFFD or a control character other than a line break or a tab.", "description 含 U+FFFD，或换行、制表符以外的控制字符。"),
        [Reasons.ObservedAhead] = ("attribute[observed_at] is ahead of now.", "attribute[observed_at] 晚于现在。"),
        [Reasons.ObservedTooOld] = ("attribute[observed_at] is too long ago to be counted.", "attribute[observed_at] 过早，无法计入。"),
    };

    public static ApiException NoKey() => Bad403("api_key is missing: send the key that an administrator of this server issued.", "缺少 api_key：请发送本系统管理员签发的密钥。");

    public static ApiException WrongKey() => Bad403("api_key is not valid: it is none of this server's, has expired or was revoked.", "api_key 无效：不是本系统的密钥，或已过期、已撤销。");

    public static ApiException NotOwnRegion() => Bad403("api_key is for another part of this jurisdiction.", "api_key 只适用于辖区内的其他范围。");

    public static ApiException NotOwnRequest(string id) => Bad403(
        $"Service request {ApiErrors.Echo(id)} was not reported with this api_key: only who reported it adds to it.", $"诉求 {ApiErrors.Echo(id)} 不是以此 api_key 上报的：只有上报方可以补充。");

    public static ApiException UnknownJurisdiction(string id) => Missing($"jurisdiction_id {ApiErrors.Echo(id)} was not found.", $"没有 jurisdiction_id {ApiErrors.Echo(id)}。");

    public static ApiException UnknownService(string code) => Missing($"service_code {ApiErrors.Echo(code)} was not found.", $"没有 service_code {ApiErrors.Echo(code)}。");

    public static ApiException UnknownRequest(string id) => Missing($"service_request_id {ApiErrors.Echo(id)} was not found.", $"没有 service_request_id {ApiErrors.Echo(id)}。");

    public static ApiException UnknownToken(string token) => Missing($"token {ApiErrors.Echo(token)} was not found.", $"没有 token {ApiErrors.Echo(token)}。");

    public static ApiException UnknownFormat() => Missing("There is nothing at this path: formats are .xml and .json.", "此路径不存在：格式为 .xml 与 .json。");

    public static ApiException NotGiven(string name) => Bad($"{name} was not provided.", $"缺少 {name}。");

    public static ApiException Malformed(string name, string must, string mustZh) => Bad($"{name} {must}.", $"{name} {mustZh}。");

    public static ApiException NoLocation() => Bad(
        "A location was not provided: send lat and long, or address_id, the code of a grid. An address alone finds no place here.", "缺少位置：请发送 lat 与 long，或以 address_id 发送网格代码；仅凭地址无法定位。");

    public static ApiException NoForm() => Bad(
        "The body is application/x-www-form-urlencoded, in UTF-8, with at most 200 fields; nothing else is read.", "请求体应为 UTF-8 的 application/x-www-form-urlencoded，至多 200 个字段；其他格式不予读取。");

    public static ApiException SpanTooLong(string names) => Bad($"{names} are in order and at most 90 days apart.", $"{names} 应依次，且相隔至多 90 天。");

    public static ApiException OtherContent() => Bad(
        "Another report is stored under this id already: send this one under a new id.", "该编号下已存有另一条上报：请以新编号提交。");

    public static ApiException NotTaken(string reason)
    {
        if (reason == Reasons.GridNotOwn) return NotOwnRegion();
        var (english, chinese) = Reports.GetValueOrDefault(reason, ($"The report was not taken: {reason}.", $"上报未被接受：{reason}。"));
        return Bad(english, chinese);
    }

    /// <summary>Nobody knows yet whether it is stored. Sent again as it is, it counts once.</summary>
    public static ApiException NotDurable() => new(StatusCodes.Status503ServiceUnavailable,
        new ApiError("retry", "It may not be stored yet: send the same again.", "可能尚未保存：请原样重新提交。")) { RetryAfterS = 1 };

    private static ApiException Bad(string english, string chinese) => ApiErrors.Of(StatusCodes.Status400BadRequest, "bad_request", english, chinese);

    private static ApiException Bad403(string english, string chinese) => ApiErrors.Of(StatusCodes.Status403Forbidden, "api_key", english, chinese);

    private static ApiException Missing(string english, string chinese) => ApiErrors.Of(StatusCodes.Status404NotFound, "not_found", english, chinese);
}
