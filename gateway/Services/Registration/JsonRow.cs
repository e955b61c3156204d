using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Registration;

/// <summary>One object of a list that was sent. Every fault names the row, from 0, and the field.</summary>
internal sealed class JsonRow
{
    private readonly JsonElement row;

    /// <exception cref="ApiException">It is no object, or has a field that is not known: a mistyped name must not pass as absent.</exception>
    public JsonRow(JsonElement row, int index, IReadOnlySet<string> fields)
    {
        (this.row, Index) = (row, index);
        if (row.ValueKind != JsonValueKind.Object) throw Malformed("", "must be an object", "应为对象");
        foreach (var property in row.EnumerateObject())
            if (!fields.Contains(property.Name)) throw Malformed(property.Name, "is not a known field", "字段不存在");
    }

    public int Index { get; }

    public string Text(string field) => Optional(field, JsonValueKind.String, "must be a text", "应为文本")?.GetString() ?? "";

    public string Needed(string field) =>
        Text(field) is { Length: > 0 } text ? text : throw Malformed(field, "is missing", "缺失");

    public bool Flag(string field)
    {
        if (!row.TryGetProperty(field, out var value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.False) return false;
        return value.ValueKind is JsonValueKind.True ? true : throw Malformed(field, "must be true or false", "应为 true 或 false");
    }

    /// <summary>0 when absent.</summary>
    public double Number(string field) =>
        Optional(field, JsonValueKind.Number, "must be a number", "应为数字") is not { } number ? 0
        : number.TryGetDouble(out var value) && double.IsFinite(value) ? value
        : throw Malformed(field, "must be a number", "应为数字");

    /// <summary>0 when absent.</summary>
    public uint Whole(string field) =>
        Optional(field, JsonValueKind.Number, "must be a whole number from 0", "应为非负整数") is not { } number ? 0
        : number.TryGetUInt32(out var value) ? value
        : throw Malformed(field, "must be a whole number from 0", "应为非负整数");

    public IEnumerable<KeyValuePair<string, string>> Texts(string field)
    {
        const string must = "must be an object of texts", mustZh = "应为文本的对象";
        if (Optional(field, JsonValueKind.Object, must, mustZh) is not { } texts) yield break;
        foreach (var property in texts.EnumerateObject())
            yield return property.Value.ValueKind == JsonValueKind.String
                ? KeyValuePair.Create(property.Name, property.Value.GetString()!)
                : throw Malformed(field, must, mustZh);
    }

    public ApiException Malformed(string field, string must, string mustZh) => Wrong("row_malformed", field, must, mustZh);

    /// <param name="what">Goes on after "row 3, field homeGrid".</param>
    public ApiException Wrong(string code, string field, string what, string whatZh)
    {
        var named = ApiErrors.Echo(field).Trim('\'');
        return new ApiException(StatusCodes.Status400BadRequest, field.Length == 0
            ? new ApiError(code, $"Row {Index} {what}.", $"第 {Index} 行{whatZh}。", Index)
            : new ApiError(code, $"Row {Index}, field {named} {what}.", $"第 {Index} 行字段 {named} {whatZh}。", Index, named));
    }

    private JsonElement? Optional(string field, JsonValueKind kind, string must, string mustZh)
    {
        if (!row.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == kind ? value : throw Malformed(field, must, mustZh);
    }
}
