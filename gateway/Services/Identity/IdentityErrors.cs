using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Identity;

/// <summary>What is refused about who somebody is and what they may do.</summary>
internal static class IdentityErrors
{
    public static ApiException SignInNeeded() => ApiErrors.Of(StatusCodes.Status401Unauthorized, "sign_in_needed",
        "Sign in first, or send the token of a device or service.", "请先登录，或附上终端、服务的令牌。");

    public static ApiException NotAllowed(Permission permission) => ApiErrors.Of(StatusCodes.Status403Forbidden, "not_allowed",
        $"This needs the permission {permission}; a security administrator can give a role that has it.", $"此操作需要权限 {permission}；安全管理员可授予含此权限的角色。");

    public static ApiException OutsideOwnRegion(string region) => ApiErrors.Of(StatusCodes.Status403Forbidden, PersonErrors.OutsideOwnRegion,
        $"Region {ApiErrors.Echo(region)} is outside the regions of your role.", $"区划 {ApiErrors.Echo(region)} 不在您角色的范围之内。");

    /// <summary>The same words for an unknown name and a wrong password.</summary>
    public static ApiException SignInRefused() => ApiErrors.Of(StatusCodes.Status401Unauthorized, "sign_in_refused",
        "Name or password is wrong.", "用户名或密码错误。");

    public static ApiException CodeNeeded() => ApiErrors.Of(StatusCodes.Status401Unauthorized, "code_needed",
        "Also give the code that your authenticator shows.", "请同时填写验证器显示的动态码。");

    public static ApiException AdministratorCodeNeeded() => ApiErrors.Of(StatusCodes.Status403Forbidden, "administrator_code_needed",
        "Administrators of this server sign in with a code of the moment: set it with POST /api/v1/session/second-factor and .../confirm, then sign in again.",
        "本服务器的管理员须用动态码登录：请先用 POST /api/v1/session/second-factor 及 .../confirm 设置，再重新登录。");

    public static ApiException CodeWrong() => ApiErrors.Of(StatusCodes.Status401Unauthorized, "code_wrong",
        "The code is wrong, was used already, or is of another moment.", "动态码错误、已使用或已过时。");

    public static ApiException TooManyTries(int seconds) => new(StatusCodes.Status429TooManyRequests,
        new ApiError("too_many_tries", $"Too many tries from here. Try again in {seconds} s.", $"尝试次数过多，请 {seconds} 秒后再试。")) { RetryAfterS = seconds };

    public static ApiException OriginNeeded() => ApiErrors.Of(StatusCodes.Status403Forbidden, "origin_needed",
        "A session's cookie changes something only from a page of this server: the request has neither Origin nor Sec-Fetch-Site. Programs use a token.",
        "会话 Cookie 只能由本服务的页面用于更改：请求缺少 Origin 与 Sec-Fetch-Site。程序请使用令牌。");

    public static ApiException NotOverThisConnection() => ApiErrors.Of(StatusCodes.Status403Forbidden, "https_needed",
        "Sign in over https, or on the server's own machine.", "请通过 https 登录，或在服务器本机登录。");

    public static ApiException PasswordTooLong(int max) => ApiErrors.Of(StatusCodes.Status400BadRequest, "password_long",
        $"A password has at most {max} characters.", $"密码至多 {max} 个字符。");

    public static ApiException UnknownOrigin(string name) => ApiErrors.Of(StatusCodes.Status400BadRequest, "origin_unknown",
        $"{ApiErrors.Echo(name)} is no origin of a device: STEWARD, VISIT, TELEPHONE or DESK.", $"{ApiErrors.Echo(name)} 不是终端的来源：STEWARD、VISIT、TELEPHONE 或 DESK。");

    public static ApiException NoRegions() => ApiErrors.Of(StatusCodes.Status409Conflict, "no_regions",
        "Start with --regions first: a role is held in a region.", "请先用 --regions 导入区划：角色须属于某一区划。");

    public static ApiException PasswordTooShort(int min) => ApiErrors.Of(StatusCodes.Status400BadRequest, "password_short",
        $"A password has at least {min} characters.", $"密码至少 {min} 个字符。");

    public static ApiException SetupLinkWrong() => ApiErrors.Of(StatusCodes.Status403Forbidden, "setup_link",
        "The link was used, is over 15 minutes old, or somebody is registered already. Start the server again for a new one.",
        "链接已使用、已超过 15 分钟，或已有人注册。重新启动服务器可得到新的链接。");

    /// <param name="code">Of <see cref="PersonErrors"/> or <see cref="DeviceErrors"/>.</param>
    public static ApiException Refused(string code, string detail) => ApiErrors.Of(
        code switch
        {
            DeviceErrors.Unknown or PersonErrors.Unknown or PersonErrors.UnknownGrant => StatusCodes.Status404NotFound,
            PersonErrors.MalformedId or PersonErrors.MalformedName or PersonErrors.MalformedTelephone or PersonErrors.MalformedUnit or PersonErrors.MalformedDates or DeviceErrors.MalformedService => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        },
        code, $"{Sentence(detail)}.", ReasonsZh.GetValueOrDefault(code, detail));

    private static string Sentence(string detail) => detail.Length == 0 ? detail : char.ToUpperInvariant(detail[0]) + detail[1..];

    private static readonly Dictionary<string, string> ReasonsZh = new(StringComparer.Ordinal)
    {
        [PersonErrors.MalformedId] = "登录名应为 1 至 64 个小写字母、数字或 _ . -。",
        [PersonErrors.MalformedName] = "姓名应为 1 至 64 个可显示字符。",
        [PersonErrors.MalformedTelephone] = "电话至多 32 个可显示字符。",
        [PersonErrors.Unknown] = "查无此人。",
        [PersonErrors.Taken] = "此登录名已属他人，请另选一个。",
        [PersonErrors.MalformedUnit] = "单位须有编号、名称与类型：编号为 1 至 64 个字母、数字或 _ . -，名称与类型各 1 至 64 个可显示字符。",
        [PersonErrors.Erased] = "此人资料已删除，登录名不再使用。",
        [PersonErrors.HasLeft] = "此人已离岗，请先恢复。",
        [PersonErrors.UnknownRole] = "没有这种角色。",
        [PersonErrors.UnknownRegion] = "当日没有此区划。",
        [PersonErrors.UnknownUnit] = "没有此单位。",
        [PersonErrors.NotAtRoot] = "此角色只能在最上级区划授予。",
        [PersonErrors.SeparateDuties] = "三类管理员应由不同的人担任。",
        [PersonErrors.MalformedDates] = "起止日期不合理。",
        [PersonErrors.UnknownGrant] = "没有这项授权。",
        [PersonErrors.GrantsFull] = "授权数量已达上限。",
        [DeviceErrors.NotInvited] = "没有此登记邀请，请索取新的登记码。",
        [DeviceErrors.CodeExpired] = "登记码已过期，请索取新的登记码。",
        [DeviceErrors.CodeSpent] = "错误次数过多，请索取新的登记码。",
        [DeviceErrors.WrongCode] = "登记码错误。",
        [DeviceErrors.Unknown] = "没有此终端。",
        [DeviceErrors.MalformedBinding] = "终端必须属于某位管家。",
        [DeviceErrors.MalformedService] = "服务名称为 1 至 64 个可显示字符，来源为 RESIDENT 或 IMPORT。",
        [DeviceErrors.ServiceTaken] = "此编号已被使用，请重试。",
    };
}
