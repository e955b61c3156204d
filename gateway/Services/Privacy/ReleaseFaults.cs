using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Privacy;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Privacy;

/// <summary>Why something is not put on public screens, or not hidden there.</summary>
internal static class ReleaseFaults
{
    public static ApiException NoText() => ApiErrors.Of(StatusCodes.Status400BadRequest, "release_no_text",
        "This report has no text to be shown.", "该上报没有文字可公示。");

    public static ApiException NoPhoto(string photo) => ApiErrors.Of(StatusCodes.Status400BadRequest, "release_no_photo",
        $"{ApiErrors.Echo(photo)} is no photo of this report.", $"{ApiErrors.Echo(photo)} 不是该上报的照片。");

    /// <param name="code">Of <see cref="ReleaseErrors"/>.</param>
    public static ApiException Refused(string code)
    {
        var (english, chinese) = code switch
        {
            ReleaseErrors.Full => ($"Something is shown of {ReleaseDecider.ShownMax} reports of this issue already: take one back first.", $"该事件已公示 {ReleaseDecider.ShownMax} 条上报：请先撤下一条。"),
            ReleaseErrors.Objected => ("Somebody objected to what was shown: decide on that first.", "对已公示的内容有人提出异议：请先作出决定。"),
            ReleaseErrors.NothingShown => ("Nothing of this issue is shown to the public, so there is nothing to hide.", "该事件没有公示任何内容，无需隐去。"),
            ReleaseErrors.ObjectedBefore => ("It was objected to before, and is shown by a person's decision or because the three days have passed: tell the desk.", "此前已有异议，现因有人决定或已满三日而恢复公示：请与受理台联系。"),
            ReleaseErrors.NoObjection => ("Nobody has objected, or it is decided already.", "没有待决定的异议，或已作出决定。"),
            _ => throw new ArgumentException($"no refusal {code}"),
        };
        return ApiErrors.Of(StatusCodes.Status409Conflict, code, english, chinese);
    }
}
