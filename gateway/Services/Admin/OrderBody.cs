using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Json;

namespace RealtimeGov.Gateway.Admin;

/// <summary>Reads the body of an administrator's request: one object.</summary>
internal static class OrderBody
{
    /// <exception cref="ApiException">It is not JSON, too large, or <paramref name="read"/> refused a member.</exception>
    public static async Task<T> Read<T>(HttpRequest request, IReadOnlyCollection<string> fields, Func<StrictJsonObject, T> read)
    {
        using var json = await JsonBody.Read(request, "The body is too large.", "请求体过大。");
        try
        {
            return read(new StrictJsonObject(json.RootElement, fields));
        }
        catch (StrictJsonException wrong)
        {
            // Without a name, the body itself is at fault.
            throw wrong.Member.Length > 0
                ? Fault(ApiErrors.Echo(wrong.Member).Trim('\''), wrong.Must, wrong.MustZh)
                : ApiErrors.Of(StatusCodes.Status400BadRequest, "not_an_object", "The body must be a JSON object.", "请求体应为 JSON 对象。");
        }
    }

    /// <param name="field">As the caller wrote it, with its place.</param>
    public static ApiException Fault(string field, string must, string mustZh) => new(StatusCodes.Status400BadRequest,
        new ApiError("field_malformed", $"Field {field} {must}.", $"字段 {field} {mustZh}。", Field: field));
}
