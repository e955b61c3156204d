using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Search;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>What is refused at the desk and in the inbox.</summary>
internal static class DeskErrors
{
    private static readonly Dictionary<string, (string English, string Chinese)> Words =
        IssueRefusals.Words.ToDictionary(word => word.Code, word => (word.English, word.Chinese), StringComparer.Ordinal);

    private static readonly HashSet<string> Forbidden = [IssueRefusals.NotAllowed, IssueRefusals.NotAbove, IssueRefusals.SamePerson];

    /// <summary>Another moment, or another decision before it, could make the step right.</summary>
    private static readonly HashSet<string> Conflicts =
    [
        IssueRefusals.VersionPassed, IssueRefusals.StageForbids, IssueRefusals.NoteUnanswered, IssueRefusals.RatedBefore, IssueRefusals.TooOften,
        IssueRefusals.TooLate, IssueRefusals.NothingClassified,
    ];

    public static ApiException NotAllowed(Permission permission, string region) => ApiErrors.Of(StatusCodes.Status403Forbidden, "not_allowed",
        $"This needs the permission {permission} in region {ApiErrors.Echo(region)}.", $"此操作需要在区划 {ApiErrors.Echo(region)} 的权限 {permission}。");

    public static ApiException NoSteward() => ApiErrors.Of(StatusCodes.Status403Forbidden, "no_steward",
        "An inbox is a steward's: nobody's reports are this caller's.", "收件箱属于管家：此调用者名下没有上报。");

    public static ApiException NoSuchReport(string id) => ApiErrors.Of(StatusCodes.Status404NotFound, "report_unknown",
        $"There is no report {ApiErrors.Echo(id)} of this steward.", $"该管家没有上报 {ApiErrors.Echo(id)}。");

    public static ApiException ReportNotHere(string id) => ApiErrors.Of(StatusCodes.Status404NotFound, IssueRefusals.ReportNotHere,
        $"Report {ApiErrors.Echo(id)} is no part of this issue.", $"上报 {ApiErrors.Echo(id)} 不属于此事件。");

    public static ApiException NothingAsked(string id) => ApiErrors.Of(StatusCodes.Status409Conflict, IssueRefusals.StageForbids,
        $"Report {ApiErrors.Echo(id)} belongs to no issue: nothing is to be answered.", $"上报 {ApiErrors.Echo(id)} 不属于任何事件。");

    public static ApiException CursorMalformed() => ApiErrors.Of(StatusCodes.Status400BadRequest, "cursor_malformed",
        "`after` is what the page before named as `next`.", "after 应为上一页返回的 next。");

    public static ApiException StageUnknown(string stage, IEnumerable<string> known) => ApiErrors.Of(StatusCodes.Status400BadRequest, "stage_unknown",
        $"{ApiErrors.Echo(stage)} is no stage of an open issue: {string.Join(", ", known)}.", $"{ApiErrors.Echo(stage)} 不是未结事件的状态：{string.Join("、", known)}。");

    public static ApiException QueryMalformed() => ApiErrors.Of(StatusCodes.Status400BadRequest, "query_malformed",
        $"`q` is {SearchText.QueryMin} to {SearchText.QueryMax} characters, at least two of them letters or digits.", $"q 应为 {SearchText.QueryMin} 至 {SearchText.QueryMax} 个字符，其中至少两个文字或数字。");

    public static ApiException ViewUnknown(string view, IEnumerable<string> known) => ApiErrors.Of(StatusCodes.Status400BadRequest, "view_unknown",
        $"{ApiErrors.Echo(view)} is no view: {string.Join(", ", known)}.", $"{ApiErrors.Echo(view)} 不是视图：{string.Join("、", known)}。");

    public static ApiException FilterUnknown(string name, IEnumerable<string> known) => ApiErrors.Of(StatusCodes.Status400BadRequest, "filter_unknown",
        $"Nothing is filtered by {ApiErrors.Echo(name)}: {string.Join(", ", known)}.", $"没有筛选项 {ApiErrors.Echo(name)}：{string.Join("、", known)}。");

    public static ApiException FilterMalformed(string name, string must, string mustZh) => new(StatusCodes.Status400BadRequest,
        new ApiError("filter_malformed", $"`{name}` {must}.", $"{name} {mustZh}。", Field: name));

    public static ApiException LimitOutOfRange(int most) => ApiErrors.Of(StatusCodes.Status400BadRequest, "limit_out_of_range",
        $"`limit` is 1 to {most}.", $"limit 应为 1 至 {most}。");

    public static ApiException StepUnknown(string step, IEnumerable<string> known) => ApiErrors.Of(StatusCodes.Status400BadRequest, "step_unknown",
        $"{ApiErrors.Echo(step)} is no step that is taken here: {string.Join(", ", known)}.", $"{ApiErrors.Echo(step)} 不是此处可执行的步骤：{string.Join("、", known)}。");

    /// <summary>What the issue itself says.</summary>
    public static ApiException Refused(StepReply reply)
    {
        var (english, chinese) = Words.GetValueOrDefault(reply.Refused, (reply.Refused, reply.Refused));
        var status = reply.Refused == IssueRefusals.Unknown ? StatusCodes.Status404NotFound
            : Forbidden.Contains(reply.Refused) ? StatusCodes.Status403Forbidden
            : Conflicts.Contains(reply.Refused) ? StatusCodes.Status409Conflict
            : StatusCodes.Status400BadRequest;
        return ApiErrors.Of(status, reply.Refused, $"{english} ({reply.Detail})", $"{chinese}（{reply.Detail}）");
    }
}
