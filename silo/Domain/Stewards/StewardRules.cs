using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Stewards;

/// <summary>What a steward must be like to be registered.</summary>
public static class StewardRules
{
    public const int IdCharactersMax = 64;
    public const int NameCharactersMax = 64;
    public const int RoleCharactersMax = 32;

    /// <summary>
    /// Null, or the first thing wrong against that day's tree: <c>steward_id_malformed</c>, <c>steward_name</c>,
    /// <c>steward_role</c>, <c>home_grid_unknown</c>, <c>unit_unknown</c>.
    /// </summary>
    public static string? Check(Steward steward, TreeOfDay tree)
    {
        if (!IsId(steward.Id)) return "steward_id_malformed";
        if (!Printable.IsName(steward.Name, NameCharactersMax)) return "steward_name";
        if (steward.Role.Length > 0 && !Printable.IsName(steward.Role, RoleCharactersMax)) return "steward_role";
        if (!tree.IsGrid(steward.HomeGrid)) return "home_grid_unknown";
        return steward.Unit.Length == 0 || tree.IsTrade(steward.Unit) ? null : "unit_unknown";
    }

    /// <summary>1 to 64 of A-Z, a-z, 0-9, <c>_</c>, <c>.</c>, <c>-</c>.</summary>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= IdCharactersMax && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
