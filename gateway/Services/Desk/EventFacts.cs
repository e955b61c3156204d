using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Gateway.Days;

namespace RealtimeGov.Gateway.Desk;

/// <summary>
/// What an event says beside who and when, as JSON has it: names in camel case, values of lists by their names, ids of reports as
/// UUIDs, times in ISO 8601. What is empty is left out.
/// </summary>
internal static class EventFacts
{
    private const string InstantSuffix = "_us";

    public static IReadOnlyDictionary<string, object> Of(IMessage message)
    {
        var facts = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
            if (ValueOf(field, field.Accessor.GetValue(message)) is { } value) facts[NameOf(field)] = value;
        return facts;
    }

    private static string NameOf(FieldDescriptor field) =>
        field.JsonName.EndsWith("Us", StringComparison.Ordinal) && field.Name.EndsWith(InstantSuffix, StringComparison.Ordinal) ? field.JsonName[..^2] : field.JsonName;

    private static object? ValueOf(FieldDescriptor field, object? value)
    {
        if (field.IsRepeated)
        {
            var all = ((System.Collections.IEnumerable)value!).Cast<object>().Select(one => SingleOf(field, one)).OfType<object>().ToList();
            return all.Count == 0 ? null : all;
        }
        return value is null ? null : SingleOf(field, value);
    }

    private static object? SingleOf(FieldDescriptor field, object value) => value switch
    {
        "" or 0 or 0U or 0L or 0UL or false => null,
        ByteString { Length: 16 } id => ReportIds.Format(ReportIds.FromBytes(id)),
        ByteString => null,
        long instant when field.Name.EndsWith(InstantSuffix, StringComparison.Ordinal) => Iso.Time(instant),
        Enum named => Convert.ToInt32(named, System.Globalization.CultureInfo.InvariantCulture) == 0 ? null : JsonNamingPolicy.CamelCase.ConvertName(named.ToString()),
        IMessage inner => Of(inner),
        _ => value,
    };
}
