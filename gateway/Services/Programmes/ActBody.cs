using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>An act as JSON or a sheet's cells have it, by the fields of its action. What the values must be the programme itself decides.</summary>
internal static class ActBody
{
    public const string Item = "item", CommandId = "commandId";

    /// <summary>The act with the command's id; a new one where the body names none.</summary>
    /// <exception cref="ApiException">The body is not what the action wants; the field is named.</exception>
    public static async Task<(ProgrammeAct Act, Guid? CommandId)> Read(HttpRequest request, ProgrammeAction action)
    {
        using var json = await JsonBody.Read(request, "The body is too large.", "请求体过大。");
        if (json.RootElement.ValueKind != JsonValueKind.Object) throw ApiErrors.Of(StatusCodes.Status400BadRequest, "not_an_object", "The body must be a JSON object.", "请求体应为 JSON 对象。");
        var (act, command) = (new ProgrammeAct { Action = action.Name }, (Guid?)null);
        foreach (var member in json.RootElement.EnumerateObject())
        {
            if (member.Name == CommandId)
                command = member.Value.ValueKind == JsonValueKind.String && Guid.TryParseExact(member.Value.GetString(), "D", out var id)
                    ? id
                    : throw ProgrammeErrors.Field(ProgrammeRefusals.FieldMalformed, CommandId, "must be a UUID", "应为 UUID");
            else if (member.Name == Item && action.HasItem) act.Item = Text(Item, member.Value);
            else if (action.Fields.FirstOrDefault(field => field.Name == member.Name) is { } field) Set(act, field, member.Value);
            else throw ProgrammeErrors.Field(ProgrammeRefusals.FieldUnknown, ApiErrors.Echo(member.Name).Trim('\''), $"is no field of '{action.Name}'", $"不是“{action.Chinese}”的字段");
        }
        return (act, command);
    }

    /// <summary>Sets a field from a sheet's cell; an empty one is as none.</summary>
    /// <returns>Null, or what is wrong with it in both languages.</returns>
    public static (string English, string Chinese)? Set(ProgrammeAct act, ProgrammeField field, string cell)
    {
        if (cell.Length == 0) return null;
        switch (field.Kind)
        {
            case FieldKind.Day:
                if (!LocalDay.TryParse(cell, out var day)) return ("is a day as yyyy-MM-dd", "应为 yyyy-MM-dd 形式的日期");
                act.Numbers[field.Name] = day;
                return null;
            case FieldKind.Number:
                if (!long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return ("is a whole number", "应为整数");
                act.Numbers[field.Name] = number;
                return null;
            case FieldKind.Flag:
                if (cell is not ("true" or "false" or "1" or "0" or "是" or "否")) return ("is true or false", "应为 true 或 false");
                act.Numbers[field.Name] = cell is "true" or "1" or "是" ? 1 : 0;
                return null;
            case FieldKind.Text:
                act.Texts[field.Name] = cell;
                return null;
            case FieldKind.Choice:
                act.Words[field.Name] = field.Choices.FirstOrDefault(choice => choice.Chinese == cell || choice.English == cell)?.Name ?? cell;
                return null;
            default:
                act.Words[field.Name] = cell;
                return null;
        }
    }

    private static void Set(ProgrammeAct act, ProgrammeField field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) return;
        switch (field.Kind)
        {
            case FieldKind.Number:
                act.Numbers[field.Name] = value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Wrong(field.Name, "must be a whole number", "应为整数");
                break;
            case FieldKind.Flag:
                act.Numbers[field.Name] = value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() ? 1 : 0 : throw Wrong(field.Name, "must be true or false", "应为 true 或 false");
                break;
            case FieldKind.People or FieldKind.Regions or FieldKind.Numbers when value.ValueKind == JsonValueKind.Array:
                if (value.GetArrayLength() > ActForm.ListMax) throw Wrong(field.Name, $"has at most {ActForm.ListMax} entries", $"至多 {ActForm.ListMax} 项");
                act.Words[field.Name] = string.Join(' ', value.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.Number ? one.GetRawText() : Text(field.Name, one)));
                break;
            default:
                if (Set(act, field, Text(field.Name, value)) is var (english, chinese)) throw Wrong(field.Name, english, chinese);
                break;
        }
    }

    private static string Text(string field, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : throw Wrong(field, "must be a text", "应为文本");

    private static ApiException Wrong(string field, string must, string mustZh) => ProgrammeErrors.Field(ProgrammeRefusals.FieldMalformed, field, must, mustZh);
}
