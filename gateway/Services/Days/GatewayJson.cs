using System.Text.Encodings.Web;
using System.Text.Json;

namespace RealtimeGov.Gateway.Days;

/// <summary>How the gateway writes JSON, on HTTP and on the hub.</summary>
public static class GatewayJson
{
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>camelCase, and Chinese as it is: every answer says that it is JSON and forbids sniffing.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }
}
