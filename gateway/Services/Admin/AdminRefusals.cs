using Grpc.Core;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Admin;

/// <summary>The table of docs/contracts/admin.md: each refusal's code, status on both wires, and words in both languages.</summary>
internal static class AdminRefusals
{
    public const string NotDurableCode = "not_durable";

    /// <param name="code">One of <see cref="PlacementErrors"/>.</param>
    /// <param name="message">What is refused and why, in English.</param>
    /// <param name="subject">The grid or silo that was asked about; null where a plan was, which names many.</param>
    /// <exception cref="ArgumentException">The table has no such code.</exception>
    public static AdminException Of(string code, string message, string? subject = null)
    {
        var (http, status, messageZh) = code switch
        {
            PlacementErrors.UnknownGrid => NotFound(
                subject is null ? "方案中有当日区划树中没有的网格。" : $"当日区划树中没有网格 {ApiErrors.Echo(subject)}。"),
            PlacementErrors.UnknownSilo => NotFound(subject switch
            {
                null => "方案中有未写明或不存在的节点。",
                "" => "没有写明节点。",
                _ => $"没有节点 {ApiErrors.Echo(subject)}。",
            }),
            PlacementErrors.SiloDraining => Conflict($"{Silo(subject)}正在清空：不接收网格，也不能再次清空。"),
            PlacementErrors.SiloDead => Conflict($"{Silo(subject)}已停止。"),
            PlacementErrors.LastSilo => Conflict($"{Silo(subject)}清空后，将没有节点接收网格。"),
            PlacementErrors.NotDraining => Conflict($"{Silo(subject)}没有在清空。"),
            PlacementErrors.PlacementChanged => (StatusCodes.Status409Conflict, StatusCode.Aborted, "方案制定后布局已变化，请重新制定。"),
            PlacementErrors.MalformedPlan => Malformed(
                "方案有误：某个网格出现两次、已固定、未写明从何处移出，或不在方案所说的节点上；或没有方案，或步骤过多。"),
            PlacementErrors.MalformedBy => Malformed("操作人应为 1 至 64 个可见字符。"),
            PlacementErrors.MalformedWeight => Malformed("权重应为 0.1 至 100。"),
            _ => throw new ArgumentException($"no refusal has the code {code}", nameof(code)),
        };
        return new AdminException(http, status, new ApiError(code, message, messageZh));
    }

    /// <summary>An order that was given in view of a placement that somebody has changed since.</summary>
    /// <param name="detail">The two versions.</param>
    /// <param name="newest">What was changed last, who by, each with the version that came of it.</param>
    public static AdminException SeenBefore(string detail, IReadOnlyList<string> newest)
    {
        var (changes, changesZh) = newest.Count == 0 ? ("", "") : ($" Newest changes: {string.Join("; ", newest)}.", $"最近的更改：{string.Join("；", newest)}。");
        return new(StatusCodes.Status409Conflict, StatusCode.Aborted, new ApiError(PlacementErrors.PlacementChanged,
            $"{detail}: look at it again, then decide.{changes}", $"您查看之后布局已变化，请重新查看后再决定。{changesZh}"));
    }

    /// <summary>Whether it was taken after all is not known.</summary>
    public static AdminException NotDurable(Exception cause) => new(
        StatusCodes.Status503ServiceUnavailable, StatusCode.Unavailable,
        new ApiError(
            NotDurableCode, "the store did not take the change in time: look at the placement, then ask again",
            "存储未能及时写入：请先查看布局，再重试。"), cause);

    private static string Silo(string? subject) => subject is null ? "方案中的节点" : $"节点 {ApiErrors.Echo(subject)} ";

    private static (int, StatusCode, string) NotFound(string messageZh) => (StatusCodes.Status404NotFound, StatusCode.NotFound, messageZh);

    private static (int, StatusCode, string) Conflict(string messageZh) => (StatusCodes.Status409Conflict, StatusCode.FailedPrecondition, messageZh);

    private static (int, StatusCode, string) Malformed(string messageZh) => (StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, messageZh);
}
