using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealtimeGov.BadInput.Tests.Table;

/// <summary>A JSON text with one member replaced by what a row says: a text, raw JSON, bytes that are no UTF-8.</summary>
internal static class JsonBody
{
    private const string Here = "@@";

    /// <param name="path">Members joined by dots; of a list the last item. <c>body</c> is the whole.</param>
    public static byte[] With(string baseline, string path, Input input)
    {
        if (path == "body") return input.Word is ("json", var whole) ? Encoding.UTF8.GetBytes(whole) : input.Bytes;
        var root = JsonNode.Parse(baseline)!;
        var steps = path.Split('.');
        var at = Inner(root);
        foreach (var step in steps[..^1]) at = Inner(at[step]!);
        at.AsObject().Remove(steps[^1]);
        if (!input.IsMissing) at[steps[^1]] = Here;
        var parts = root.ToJsonString(Relaxed).Split($"\"{Here}\"");
        if (parts.Length == 1) return Encoding.UTF8.GetBytes(parts[0]);
        return [.. Encoding.UTF8.GetBytes(parts[0]), .. Value(input), .. Encoding.UTF8.GetBytes(parts[1])];
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonNode Inner(JsonNode node) => node is JsonArray list ? Inner(list[^1]!) : node;

    private static byte[] Value(Input input)
    {
        if (input.Word is ("json", var raw)) return Encoding.UTF8.GetBytes(raw);
        var value = new MemoryStream();
        value.WriteByte((byte)'"');
        foreach (var one in input.Bytes)
        {
            if (one is (byte)'"' or (byte)'\\') value.WriteByte((byte)'\\');
            if (one < ' ') value.Write(Encoding.ASCII.GetBytes($"\\u00{one:x2}"));
            else value.WriteByte(one);
        }

        value.WriteByte((byte)'"');
        return value.ToArray();
    }
}
