using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Receipts;

/// <summary>What is refused about slips of paper and about what the desk takes in.</summary>
internal static class ReceiptErrors
{
    /// <summary>The same for a code that was never handed out, is spent, or is for something else.</summary>
    public static ApiException Unknown() => ApiErrors.Of(StatusCodes.Status404NotFound, "receipt_unknown",
        "There is no slip with this code, or it is not good for this any more. Read it once more: 16 characters.", "没有此查询码，或已失效。请核对 16 位字符。");

    public static ApiException TooManyTries(int seconds) => new(StatusCodes.Status429TooManyRequests,
        new ApiError("too_many_tries", $"Too many tries from here. Try again in {seconds} s.", $"尝试次数过多，请 {seconds} 秒后再试。")) { RetryAfterS = seconds };

    public static ApiException NothingToDo() => ApiErrors.Of(StatusCodes.Status409Conflict, "stage_forbids",
        "The report was only recorded: there is nothing to rate or to answer.", "该上报仅作记录，无需评价或答复。");

    public static ApiException NoContractor(string holder) => ApiErrors.Of(StatusCodes.Status409Conflict, "no_contractor",
        $"A link is for a unit of kind contractor that holds the issue; {ApiErrors.Echo(holder)} is none.", $"链接仅供承办该事件的外包单位（contractor）使用，{ApiErrors.Echo(holder)} 不是。");

    public static ApiException NotTaken(string reason) => ApiErrors.Of(StatusCodes.Status400BadRequest, reason,
        $"The report was not taken: {reason} (docs/contracts/reasons.md).", $"上报未被接受：{reason}。");

    /// <summary>Of a report that said something else, or came from somebody else: its slip is not for whoever asks now.</summary>
    public static ApiException IdTaken() => ApiErrors.Of(StatusCodes.Status409Conflict, "id_taken",
        "Another report is stored under this id already: send this one under a new id.", "该编号下已存有另一条上报：请以新编号提交。");

    public static ApiException NotDurable() => ApiErrors.Of(StatusCodes.Status503ServiceUnavailable, "retry",
        "The report may not be stored yet: send it again under the same id.", "上报可能尚未保存，请以相同编号重新提交。");
}
