using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Security;

/// <summary>The guard's refusals in both languages; docs/contracts/http.md lists them.</summary>
internal static class GuardErrors
{
    public static ApiException ForeignHost(string host) => ApiErrors.Of(StatusCodes.Status400BadRequest, "foreign_host",
        $"This server does not answer under the name {ApiErrors.Echo(host)}: ask for it on loopback, or start it with --host NAME.",
        $"此服务不以 {ApiErrors.Echo(host)} 之名应答：请用本机地址访问，或以 --host 名称 启动。");

    public static ApiException Forwarded(string header) => ApiErrors.Of(StatusCodes.Status403Forbidden, "open_forwarded",
        $"This server asks nobody who they are, so it is for its own machine alone; {header} says that the request comes through a proxy. Start it without --open, with --host NAME and --proxy ADDRESS.",
        $"此服务以开放方式运行，仅限本机使用；{header} 表明请求经代理转来。请去掉 --open，并以 --host 名称 与 --proxy 地址 启动。");

    public static ApiException ForeignOrigin() => ApiErrors.Of(StatusCodes.Status403Forbidden, "foreign_origin",
        "A page of another origin may neither read nor change anything here. Behind a proxy start the server with --host NAME.",
        "其他来源的网页不能读取或更改此处的内容。经代理访问时请以 --host 名称 启动服务。");
}
