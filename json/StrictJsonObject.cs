using System.Text.Json;

namespace RealtimeGov.Json;

/// <summary>One JSON object, read member by member. Every fault names the member with its path, as <c>plan.moves[3].grid</c>.</summary>
public sealed class StrictJsonObject
{
    private const string MustBeText = "must be a text", MustBeTextZh = "应为文本";
    private const string MustBeNumber = "must be a number", MustBeNumberZh = "应为数字";
    private const string MustBeWhole = "must be a whole number from 0", MustBeWholeZh = "应为非负整数";
    private const string MustBeObject = "must be an object", MustBeObjectZh = "应为对象";

    private readonly JsonElement json;
    private readonly string path;

    /// <param name="known">The members it may have: a mistyped name must not pass as absent.</param>
    /// <param name="path">Its place in the text, without a dot at the end; empty for the text itself.</param>
    /// <exception cref="StrictJsonException">It is no object, or has a member that is not known.</exception>
    public StrictJsonObject(JsonElement json, IReadOnlyCollection<string> known, string path = "")
    {
        (this.json, this.path) = (json, path);
        if (json.ValueKind != JsonValueKind.Object) throw new StrictJsonException(StrictJsonFault.Member, member: path, must: MustBeObject, mustZh: MustBeObjectZh);
        foreach (var member in json.EnumerateObject())
            if (!known.Contains(member.Name, StringComparer.Ordinal))
                throw new StrictJsonException(StrictJsonFault.Member, member: Full(member.Name), must: "is not a known field", mustZh: "字段不存在", known: known);
    }

    public bool Has(string name) => json.TryGetProperty(name, out _);

    /// <summary>It may be empty.</summary>
    public string GetString(string name) => Required(name, JsonValueKind.String, MustBeText, MustBeTextZh).GetString()!;

    /// <summary>Empty where it is absent.</summary>
    public string GetStringOrEmpty(string name) => Optional(name) is null ? "" : GetString(name);

    /// <summary>An empty one is as good as none: missing.</summary>
    public string GetNonEmptyString(string name) => GetString(name) is { Length: > 0 } text ? text : throw Missing(name);

    /// <summary>A list of so many texts, none of them empty.</summary>
    public IReadOnlyList<string> GetStrings(string name, int min, int max)
    {
        var list = Required(name, JsonValueKind.Array, $"must be a list of {min} to {max} texts", $"应为 {min} 至 {max} 段文本的列表");
        if (list.GetArrayLength() < min || list.GetArrayLength() > max)
            throw Fault(name, $"must be a list of {min} to {max} texts", $"应为 {min} 至 {max} 段文本的列表");
        return [.. list.EnumerateArray().Select((one, at) => one is { ValueKind: JsonValueKind.String } && one.GetString() is { Length: > 0 } text
            ? text
            : throw Fault($"{name}[{at}]", MustBeText, MustBeTextZh))];
    }

    /// <summary>Texts by their names; none where it is absent.</summary>
    public IEnumerable<KeyValuePair<string, string>> GetStringMap(string name)
    {
        const string must = "must be an object of texts", mustZh = "应为文本的对象";
        if (Optional(name) is null) yield break;
        foreach (var member in Required(name, JsonValueKind.Object, must, mustZh).EnumerateObject())
            yield return member.Value.ValueKind == JsonValueKind.String
                ? KeyValuePair.Create(member.Name, member.Value.GetString()!)
                : throw Fault(name, must, mustZh);
    }

    /// <summary>False where it is absent.</summary>
    public bool GetBoolean(string name) => (Optional(name)?.ValueKind ?? JsonValueKind.False) switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Fault(name, "must be true or false", "应为 true 或 false"),
    };

    /// <summary>A number too large for a double is infinite.</summary>
    public double GetDouble(string name) =>
        Required(name, JsonValueKind.Number, MustBeNumber, MustBeNumberZh).TryGetDouble(out var number) ? number : throw Fault(name, MustBeNumber, MustBeNumberZh);

    /// <summary>0 where it is absent; finite.</summary>
    public double GetDoubleOrZero(string name) =>
        Optional(name) is null ? 0 : GetDouble(name) is var number && double.IsFinite(number) ? number : throw Fault(name, MustBeNumber, MustBeNumberZh);

    public ulong GetUInt64(string name) =>
        Required(name, JsonValueKind.Number, MustBeWhole, MustBeWholeZh).TryGetUInt64(out var number) ? number : throw Fault(name, MustBeWhole, MustBeWholeZh);

    /// <summary>Null where it is absent.</summary>
    public ulong? GetUInt64OrNull(string name) => Optional(name) is null ? null : GetUInt64(name);

    /// <summary>0 where it is absent.</summary>
    public uint GetUInt32OrZero(string name) =>
        Optional(name) is null ? 0 : GetUInt64(name) is var number && number <= uint.MaxValue ? (uint)number : throw Fault(name, MustBeWhole, MustBeWholeZh);

    public StrictJsonObject GetObject(string name, params IReadOnlyCollection<string> known) =>
        new(Required(name, JsonValueKind.Object, MustBeObject, MustBeObjectZh), known, Full(name));

    public IEnumerable<StrictJsonObject> GetObjects(string name, params IReadOnlyCollection<string> known) =>
        Required(name, JsonValueKind.Array, "must be a list", "应为列表").EnumerateArray()
            .Select((one, at) => new StrictJsonObject(one, known, $"{Full(name)}[{at}]"));

    /// <summary>What is wrong with a member, or with the object itself where the name is empty.</summary>
    public StrictJsonException Fault(string name, string must, string mustZh) =>
        new(StrictJsonFault.Member, member: name.Length == 0 ? path : Full(name), must: must, mustZh: mustZh);

    private StrictJsonException Missing(string name) => Fault(name, "is missing", "缺失");

    private string Full(string name) => path.Length == 0 ? name : $"{path}.{name}";

    // Null is as good as absent.
    private JsonElement? Optional(string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonElement Required(string name, JsonValueKind kind, string must, string mustZh)
    {
        var value = Optional(name) ?? throw Missing(name);
        return value.ValueKind == kind ? value : throw Fault(name, must, mustZh);
    }
}
