using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Desk;

/// <summary>Why a review of a recorded report is refused, as docs/contracts/reasons.md has it.</summary>
internal static class RecordedErrors
{
    private static readonly Dictionary<string, (int Status, string English, string Chinese)> Words = new(StringComparer.Ordinal)
    {
        [Reasons.ReportIdMalformed] = (StatusCodes.Status400BadRequest, "The report's id is no UUID.", "上报编号不是 UUID。"),
        [Reasons.ReportUnknown] = (StatusCodes.Status404NotFound, "This grid never counted a report of that id.", "本网格从未计入该编号的报告。"),
        [Reasons.ReportOfAnIssue] = (StatusCodes.Status409Conflict, "The report belongs to an issue, whose steps review it: accept or decline that.", "该报告属于某个事件，由事件的受理或不予受理审核。"),
        [Reasons.AlreadyWithdrawn] = (StatusCodes.Status409Conflict, "The report was withdrawn before; it does not count twice less.", "该报告已被撤回，不会重复扣减。"),
        [Reasons.ReasonWithoutWithdrawal] = (StatusCodes.Status400BadRequest, "A report that stands has no reason: withdraw it, or leave the reason out.", "予以认可时不写理由：请改为撤回，或去掉理由。"),
        [Reasons.WithdrawalReasonMissing] = (StatusCodes.Status400BadRequest, "A withdrawal says why.", "撤回必须写明理由。"),
        [Reasons.WithdrawalReasonMalformed] = (StatusCodes.Status400BadRequest, "The reason is not 1-500 printable characters.", "理由不是 1 至 500 个可显示字符。"),
    };

    public static ApiException Of(string refused)
    {
        var (status, english, chinese) = Words.TryGetValue(refused, out var word) ? word : (StatusCodes.Status400BadRequest, refused, refused);
        return ApiErrors.Of(status, refused, english, chinese);
    }
}
