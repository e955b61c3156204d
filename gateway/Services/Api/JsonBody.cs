using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Json;

namespace RealtimeGov.Gateway.Api;

/// <summary>The JSON of a request, within the web server's bound on it.</summary>
internal static class JsonBody
{
    /// <exception cref="ApiException">It is not JSON, names a member twice, or is too large.</exception>
    public static async Task<JsonDocument> Read(HttpRequest request, string tooLarge, string tooLargeZh)
    {
        // Other types are what a browser lets a strange page send without asking.
        if (!request.HasJsonContentType())
            throw ApiErrors.Of(StatusCodes.Status415UnsupportedMediaType, "not_json", "The content type must be application/json.", "内容类型应为 application/json。");
        try
        {
            return await StrictJson.ParseAsync(request.Body, request.HttpContext.RequestAborted);
        }
        catch (StrictJsonException wrong)
        {
            throw Refuse(wrong);
        }
        catch (BadHttpRequestException broken) when (broken.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw ApiErrors.Of(StatusCodes.Status413PayloadTooLarge, "too_large", tooLarge, tooLargeZh);
        }
    }

    private static ApiException Refuse(StrictJsonException wrong)
    {
        var (line, column) = wrong.Position;
        return wrong.Fault switch
        {
            StrictJsonFault.Malformed => NotJson($": line {line}, column {column}", $"：第 {line} 行第 {column} 列"),
            StrictJsonFault.NotUnicode => NotJson(": a text is no Unicode", "：文本不是 Unicode"),
            _ => ApiErrors.Of(StatusCodes.Status400BadRequest, "member_twice",
                $"The body names the member {ApiErrors.Echo(wrong.Member)} twice: line {line}, column {column}.",
                $"请求体中成员 {ApiErrors.Echo(wrong.Member)} 出现两次：第 {line} 行第 {column} 列。"),
        };
    }

    private static ApiException NotJson(string where, string whereZh) => ApiErrors.Of(
        StatusCodes.Status400BadRequest, "json_malformed", $"The body is not JSON{where}.", $"请求体不是 JSON{whereZh}。");
}
