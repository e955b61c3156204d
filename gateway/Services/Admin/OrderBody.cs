using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Admin;

/// <summary>Reads the body of an administrator's request, within the web server's bound on requests.</summary>
internal static class OrderBody
{
    /// <exception cref="ApiException">It is not JSON, too large, or <paramref name="read"/> refused it.</exception>
    public static async Task<T> Read<T>(HttpRequest request, IReadOnlyCollection<string> fields, Func<JsonOrder, T> read)
    {
        // Other types are what a browser lets a strange page send without asking.
        if (!request.HasJsonContentType())
            throw ApiErrors.Of(StatusCodes.Status415UnsupportedMediaType,
                "not_json", "The content type must be application/json.", "内容类型应为 application/json。");
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
            return read(new JsonOrder(json.RootElement, "", fields));
        }
        catch (JsonException malformed)
        {
            var (line, column) = (malformed.LineNumber + 1, malformed.BytePositionInLine + 1);
            throw NotJson($": line {line}, column {column}", $"：第 {line} 行第 {column} 列");
        }
        catch (InvalidOperationException)
        {
            // Its form is JSON's, and one of its texts is no Unicode: half a surrogate pair, or bytes that are no UTF-8.
            throw NotJson(": a text is no Unicode", "：文本不是 Unicode");
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw ApiErrors.Of(StatusCodes.Status413PayloadTooLarge, "too_large", "The body is too large.", "请求体过大。");
        }
    }

    private static ApiException NotJson(string where, string whereZh) => ApiErrors.Of(
        StatusCodes.Status400BadRequest, "json_malformed", $"The body is not JSON{where}.", $"请求体不是 JSON{whereZh}。");
}
