using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Registration;

/// <summary>Stewards as they are sent: `{id, name, role?, homeGrid, unit?, households?}`.</summary>
internal sealed class StewardRows(TreeOfDay tree)
{
    public static readonly IReadOnlyCollection<string> Fields =
        ["id", "name", "role", "homeGrid", "unit", "households"];

    private readonly Dictionary<string, Steward> seen = new(StringComparer.Ordinal);

    /// <exception cref="ApiException">It cannot be registered; it names the row and the field.</exception>
    public Steward Read(JsonRow row)
    {
        var steward = new Steward
        {
            Id = CodeText.Of(row.Json.GetNonEmptyString("id")),
            Name = row.Json.GetNonEmptyString("name"),
            Role = row.Json.GetStringOrEmpty("role"),
            HomeGrid = CodeText.Of(row.Json.GetNonEmptyString("homeGrid")),
            Unit = CodeText.Of(row.Json.GetStringOrEmpty("unit")),
            Households = row.Json.GetUInt32OrZero("households"),
        };
        if (StewardRules.Check(steward, tree) is { } fault) throw Wrong(row, fault, steward);
        if (!seen.TryAdd(steward.Id, steward) && !seen[steward.Id].Equals(steward))
            throw row.Wrong("steward_twice", "id", "is sent twice with different values", "重复出现且内容不同");
        return steward;
    }

    private static ApiException Wrong(JsonRow row, string fault, Steward steward) => fault switch
    {
        "steward_id_malformed" => row.Wrong(fault, "id",
            $"must be 1 to {StewardRules.IdCharactersMax} of A-Z, a-z, 0-9, '_', '.', '-'", $"应为 1 至 {StewardRules.IdCharactersMax} 个字母、数字、“_”、“.”或“-”"),
        "steward_name" => row.Wrong(fault, "name",
            $"must be 1 to {StewardRules.NameCharactersMax} printable characters", $"应为 1 至 {StewardRules.NameCharactersMax} 个可见字符"),
        "steward_role" => row.Wrong(fault, "role",
            $"must be at most {StewardRules.RoleCharactersMax} printable characters", $"至多 {StewardRules.RoleCharactersMax} 个可见字符"),
        "home_grid_unknown" => row.Wrong(fault, "homeGrid",
            $"names {ApiErrors.Echo(steward.HomeGrid)}, which is no grid", $"{ApiErrors.Echo(steward.HomeGrid)} 不是网格"),
        _ => row.Wrong(fault, "unit",
            $"names {ApiErrors.Echo(steward.Unit)}, which is no trade", $"{ApiErrors.Echo(steward.Unit)} 不是行业"),
    };
}
