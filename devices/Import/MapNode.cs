using System.Text.Json;

namespace RealtimeGov.Devices.Import;

/// <summary>An object within a map, and how to complain about its members.</summary>
internal readonly struct MapNode(string file, string path, JsonElement element)
{
    private readonly string file = file;
    private readonly string path = path;
    private readonly JsonElement element = element.ValueKind == JsonValueKind.Object
        ? element
        : throw new ImportException(
            $"{file}: {(path.Length == 0 ? "the map" : $"\"{path}\"")} is not an object", $"{file}：{(path.Length == 0 ? "映射" : $"“{path}”")}不是对象");

    public bool Has(string member) => element.TryGetProperty(member, out _);

    public void OnlyHas(params ReadOnlySpan<string> members)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!members.Contains(property.Name))
                throw Fault(property.Name, $"is not known; known are {string.Join(", ", members!)}", $"不认识；可用的有 {string.Join("、", members!)}");
            if (!seen.Add(property.Name))
                throw Fault(property.Name, "comes twice", "出现两次");
        }
    }

    public MapNode Object(string member) => new(file, Full(member), Required(member));

    public string Text(string member) => Text(member, Required(member));

    public IReadOnlyList<string> Texts(string member, int min, int max)
    {
        var list = Required(member);
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() < min || list.GetArrayLength() > max)
            throw Fault(member, $"is not a list of {min} to {max} texts", $"不是 {min} 至 {max} 段文字的列表");
        var node = this;
        return [.. list.EnumerateArray().Select(one => node.Text(member, one))];
    }

    /// <summary>What is wrong with a member.</summary>
    public ImportException Fault(string member, string english, string chinese) =>
        new($"{file}: \"{Full(member)}\" {english}", $"{file}：“{Full(member)}”{chinese}");

    /// <summary>What is wrong with the object itself.</summary>
    public ImportException Fault(string english, string chinese) => new($"{file}: \"{path}\" {english}", $"{file}：“{path}”{chinese}");

    private JsonElement Required(string member) =>
        element.TryGetProperty(member, out var value) ? value : throw Fault(member, "is missing", "缺失");

    private string Text(string member, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Fault(member, "is not a text", "不是文字");

    private string Full(string member) => path.Length == 0 ? member : $"{path}.{member}";
}
