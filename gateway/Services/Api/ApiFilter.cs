using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Api;

/// <summary>Stands around every endpoint of the API: figures are never cached, and a failure is an error in JSON.</summary>
internal sealed class ApiFilter(ILogger<ApiFilter> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (ApiException refused)
        {
            if (refused.Status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
            if (refused.RetryAfterS is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Error(refused);
        }
        catch (Exception broken) when (broken is BadHttpRequestException or ConnectionResetException)
        {
            // The sender's fault, whether anybody is left to hear of it or not.
            return Error(ApiErrors.BodyBroken((broken as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest));
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            ApiLog.Failed(log, error, http.Request.Method, http.Request.Path);
            return Error(ApiErrors.StoreUnavailable());
        }
    }

    public static IResult Error(ApiException refused) => Results.Json(new { error = refused.Error }, statusCode: refused.Status);
}
