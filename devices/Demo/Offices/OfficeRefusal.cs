using System.Net;
using System.Text.Json;
using RealtimeGov.Devices.Http;
using RealtimeGov.Json;

namespace RealtimeGov.Devices.Demo.Offices;

/// <summary>A request of the offices that was answered with an error.</summary>
/// <param name="by">Who changed the issue meanwhile, where the error says so.</param>
internal sealed class OfficeRefusal(HttpStatusCode status, string code, string message, string messageZh, IReadOnlyList<string> by)
    : GatewayHttpException(status, code, message, messageZh)
{
    public IReadOnlyList<string> By { get; } = by;

    public static OfficeRefusal Of(HttpStatusCode status, string path, string text)
    {
        try
        {
            var error = JsonSerializer.Deserialize<JsonElement>(text, StrictJson.Answers).GetProperty("error");
            var code = error.GetProperty("code").GetString() ?? "";
            var by = error.TryGetProperty("happened", out var happened) && happened.ValueKind == JsonValueKind.Array
                ? happened.EnumerateArray().Select(line => line.GetProperty("by").GetString() ?? "").ToList()
                : [];
            return new OfficeRefusal(status, code, $"{path}: {code}", $"{path}：{code}", by);
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            var code = $"http_{(int)status}"; // a proxy's page, say
            return new OfficeRefusal(status, code, $"{path}: {code}", $"{path}：{code}", []);
        }
    }
}
