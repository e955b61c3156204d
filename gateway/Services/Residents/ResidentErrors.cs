using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Residents;

/// <summary>What is refused of people without an account.</summary>
internal static class ResidentErrors
{
    public static ApiException NotHere() => ApiErrors.Of(StatusCodes.Status403Forbidden, "residents_off",
        "This town takes no reports without an account: tell a steward, or the desk by telephone. (The server was started without --residents.)",
        "本地未开放免登录上报：请告知管家，或致电受理台。（服务启动时未加 --residents。）");

    public static ApiException TooMany(int seconds) => new(StatusCodes.Status429TooManyRequests, new ApiError("too_many_reports",
        $"Too many reports from here. What you wrote is not sent yet: send it again in {seconds} s, or ring the desk.",
        $"此处上报过多，内容尚未提交：请 {seconds} 秒后再次提交，或致电受理台。")) { RetryAfterS = seconds };

    public static ApiException NoPlace() => ApiErrors.Of(StatusCodes.Status400BadRequest, "no_place",
        "Nobody knows where this is: choose a place, or send the position within the town.", "不知道在哪里：请选择地点，或发送本地范围内的位置。");
}
