using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Admin;

/// <summary>One object that an administrator sent. Every fault names the field, as `plan.moves[3].grid`.</summary>
internal sealed class JsonOrder
{
    private const string MustBeText = "must be a text", MustBeTextZh = "应为文本";
    private const string MustBeWhole = "must be a whole number from 0", MustBeWholeZh = "应为非负整数";

    private readonly JsonElement order;
    private readonly string path;

    /// <param name="path">Its place in the body, ending in a dot; empty for the body.</param>
    /// <param name="fields">A mistyped name must not pass as absent: any other is a fault.</param>
    /// <exception cref="ApiException">It is no object, or has a field that is not known.</exception>
    public JsonOrder(JsonElement order, string path, IEnumerable<string> fields)
    {
        (this.order, this.path) = (order, path);
        if (order.ValueKind != JsonValueKind.Object) throw Malformed("", "must be an object", "应为对象");
        foreach (var property in order.EnumerateObject())
            if (!fields.Contains(property.Name, StringComparer.Ordinal)) throw Malformed(property.Name, "is not a known field", "字段不存在");
    }

    public string Text(string field) => Needed(field, JsonValueKind.String, MustBeText, MustBeTextZh).GetString()!;

    /// <summary>Empty where it is absent, for what is refused by its own rule.</summary>
    public string TextOrNone(string field) => Optional(field) is null ? "" : Text(field);

    /// <summary>False where it is absent.</summary>
    public bool Flag(string field) => (Optional(field)?.ValueKind ?? JsonValueKind.False) switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Malformed(field, "must be true or false", "应为 true 或 false"),
    };

    public double Number(string field) =>
        Needed(field, JsonValueKind.Number, "must be a number", "应为数字").TryGetDouble(out var number) ? number
        : throw Malformed(field, "must be a number", "应为数字");

    public ulong Whole(string field) =>
        Needed(field, JsonValueKind.Number, MustBeWhole, MustBeWholeZh).TryGetUInt64(out var number) ? number
        : throw Malformed(field, MustBeWhole, MustBeWholeZh);

    public JsonOrder Order(string field, IEnumerable<string> fields) =>
        new(Needed(field, JsonValueKind.Object, "must be an object", "应为对象"), $"{path}{field}.", fields);

    public IEnumerable<JsonOrder> Orders(string field, IReadOnlyCollection<string> fields) =>
        Needed(field, JsonValueKind.Array, "must be a list", "应为列表").EnumerateArray()
            .Select((one, at) => new JsonOrder(one, $"{path}{field}[{at}].", fields));

    /// <param name="field">As the caller wrote it, with its place.</param>
    public static ApiException Fault(string field, string must, string mustZh) => new(StatusCodes.Status400BadRequest,
        new ApiError("field_malformed", $"Field {field} {must}.", $"字段 {field} {mustZh}。", Field: field));

    // A name that is not known is a stranger's: it is repeated only as far as it helps. Without one, the object itself is at fault.
    private ApiException Malformed(string field, string must, string mustZh) => (path + field).Length > 0
        ? Fault(path.TrimEnd('.') + (field.Length > 0 && path.Length > 0 ? "." : "") + ApiErrors.Echo(field).Trim('\''), must, mustZh)
        : ApiErrors.Of(StatusCodes.Status400BadRequest, "not_an_object", "The body must be a JSON object.", "请求体应为 JSON 对象。");

    private JsonElement? Optional(string field) =>
        order.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonElement Needed(string field, JsonValueKind kind, string must, string mustZh)
    {
        if (Optional(field) is not { } value) throw Malformed(field, "is missing", "缺失");
        return value.ValueKind == kind ? value : throw Malformed(field, must, mustZh);
    }
}
