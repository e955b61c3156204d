using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Grains;

namespace RealtimeGov.Gateway.Open311;

/// <summary>Stands around every endpoint of GeoReport: a failure is told in the standard's shape, in the format that was asked for.</summary>
internal sealed class GeoFilter(ILogger<GeoFilter> log) : IEndpointFilter
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
            return Error(http, refused);
        }
        catch (NotDurableException)
        {
            return Error(http, GeoErrors.NotDurable());
        }
        // A body that breaks off, or is larger than is read: the sender's fault, whether anybody is left to hear of it or not.
        catch (Exception broken) when (broken is BadHttpRequestException or ConnectionResetException or InvalidDataException)
        {
            return Error(http, GeoErrors.NoForm());
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            ApiLog.Failed(log, error, http.Request.Method, http.Request.Path);
            return Error(http, ApiErrors.StoreUnavailable());
        }
    }

    /// <summary>XML for whoever does not ask for JSON: the standard's one format that everybody reads.</summary>
    public static GeoFormat FormatOf(HttpRequest request) =>
        request.Path.Value?.EndsWith(".json", StringComparison.OrdinalIgnoreCase) == true ? GeoFormat.Json : GeoFormat.Xml;

    private static GeoAnswer Error(HttpContext http, ApiException refused)
    {
        if (refused.RetryAfterS is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var status = refused.Status switch
        {
            StatusCodes.Status401Unauthorized => StatusCodes.Status403Forbidden,
            StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound or StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => refused.Status,
            _ => StatusCodes.Status400BadRequest,
        };
        var error = new GeoRecord(("code", status), ("description", $"{refused.Error.Message} {refused.Error.MessageZh}"));
        return new GeoAnswer(FormatOf(http.Request), "errors", new GeoList("error", [error]), status);
    }
}
