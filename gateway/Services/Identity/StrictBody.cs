using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Identity;

/// <summary>A request's JSON body as a record: every member known, named once, and there.</summary>
internal static class StrictBody
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="ApiException">It is not JSON of this form; the message names the place.</exception>
    public static async Task<T> Read<T>(HttpRequest request)
    {
        using var json = await JsonBody.Read(request, "The body is too large.", "请求体过大。");
        try
        {
            return json.Deserialize<T>(Strict) ?? throw Malformed("the body is null", "请求体为 null");
        }
        catch (JsonException wrong)
        {
            throw wrong.Path is { Length: > 1 } path
                ? Malformed($"at {ApiErrors.Echo(path)}", $"{ApiErrors.Echo(path)} 处有误")
                : Malformed("a member is missing or not known", "有缺失或未知的字段");
        }
    }

    private static ApiException Malformed(string what, string whatZh) => ApiErrors.Of(
        StatusCodes.Status400BadRequest, "json_malformed", $"The body is not what is due: {what}.", $"请求体不符合要求：{whatZh}。");
}
