using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Desk;

/// <summary>Why a device is not shut out, or what it sent not withdrawn.</summary>
internal static class QuarantineErrors
{
    public static ApiException OfNoDevice() => ApiErrors.Of(StatusCodes.Status409Conflict, "report_of_no_device",
        "No enrolled device sent this report: it came from the desk, a service, or with the token that all devices share. Withdraw it by itself; the shared token is replaced in the data folder.",
        "该上报并非由已登记的终端发出：来自值班台、外部服务或共用令牌。请单独撤回；共用令牌须在数据目录中更换。");

    public static ApiException NotQuarantined(string device) => ApiErrors.Of(StatusCodes.Status409Conflict, "device_not_quarantined",
        $"Device {device} still reports: quarantine it first, by one of its reports.", $"终端 {device} 仍可上报：请先凭其任一上报将其隔离。");

    public static ApiException Unknown(string device) => IdentityErrors.Refused(DeviceErrors.Unknown, $"there is no device {ApiErrors.Echo(device)}");
}
