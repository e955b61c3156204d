using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>What is refused about programmes.</summary>
internal static class ProgrammeErrors
{
    private static readonly HashSet<string> Malformed =
    [
        ProgrammeRefusals.ActionUnknown, ProgrammeRefusals.FieldMissing, ProgrammeRefusals.FieldMalformed, ProgrammeRefusals.FieldUnknown, ProgrammeRefusals.RegionUnknown,
        ProgrammeRefusals.RegionOutside, ProgrammeRefusals.DatesMalformed, ProgrammeRefusals.DayInFuture,
    ];

    public static ApiException KindUnknown(string kind) => ApiErrors.Of(StatusCodes.Status404NotFound, "kind_unknown",
        $"{ApiErrors.Echo(kind)} is no kind of programme: {string.Join(", ", ProgrammeKinds.All.Select(one => one.Name))}.",
        $"没有项目类别 {ApiErrors.Echo(kind)}：{string.Join("、", ProgrammeKinds.All.Select(one => one.Name))}。");

    public static ApiException Unknown(string id) => ApiErrors.Of(StatusCodes.Status404NotFound, ProgrammeRefusals.NotDefined,
        $"There is no such programme: {ApiErrors.Echo(id)}.", $"没有此项目：{ApiErrors.Echo(id)}。");

    public static ApiException IdMalformed() => Field(ProgrammeRefusals.FieldMalformed, "id", "is 1 to 64 of A-Z, a-z, 0-9, '_', '.', '-'", "应为 1 至 64 个字母、数字或 _ . -");

    public static ApiException Field(string code, string field, string must, string mustZh) => new(
        StatusCodes.Status400BadRequest, new ApiError(code, $"`{field}` {must}.", $"{field} {mustZh}。", Field: field));

    /// <summary>What the programme itself says.</summary>
    public static ApiException Refused(ProgrammeKind kind, ProgrammeFault fault)
    {
        var (english, chinese) = WordsOf(kind, fault.Refused);
        var status = fault.Refused is ProgrammeRefusals.NotDefined or ProgrammeRefusals.ItemUnknown ? StatusCodes.Status404NotFound
            : fault.Refused is ProgrammeRefusals.NotOwn || fault.Refused.EndsWith("_own", StringComparison.Ordinal) || fault.Refused.EndsWith("_not_owner", StringComparison.Ordinal) ? StatusCodes.Status403Forbidden
            : Malformed.Contains(fault.Refused) ? StatusCodes.Status400BadRequest
            : StatusCodes.Status409Conflict;
        return ApiErrors.Of(status, fault.Refused, $"{english} ({fault.Detail})", $"{chinese}（{fault.Detail}）");
    }

    public static (string English, string Chinese) WordsOf(ProgrammeKind kind, string code) =>
        ProgrammeRefusals.Words.Concat(kind.Refusals).FirstOrDefault(word => word.Name == code) is { } word ? (word.English, word.Chinese) : (code, code);
}
