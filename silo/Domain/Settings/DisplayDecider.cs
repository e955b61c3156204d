using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Settings;

/// <summary>How wall displays may be set. Whether a region exists is asked where the tree is known.</summary>
public static class DisplayDecider
{
    public const int DisplaysMax = 500;
    public const uint RotateMinS = 5, RotateMaxS = 3_600, ScaleMin = 50, ScaleMax = 300;

    public const string Malformed = "display_malformed", TooMany = "displays_too_many";

    /// <param name="before">It is not changed.</param>
    /// <returns>All displays from now on, by name; where the command is refused, those of before, with the reason.</returns>
    public static DisplaysReply Decide(IEnumerable<Display> before, ChangeDisplay command)
    {
        var displays = before.ToDictionary(display => display.Name, StringComparer.Ordinal);
        if (command.KindCase == ChangeDisplay.KindOneofCase.Remove) displays.Remove(command.Remove);
        else if (command.KindCase != ChangeDisplay.KindOneofCase.Set) return All(displays, Malformed, "kind");
        else if (Fault(command.Set) is { } fault) return All(displays, Malformed, fault);
        else if (!displays.ContainsKey(command.Set.Name) && displays.Count >= DisplaysMax) return All(displays, TooMany, $"at most {DisplaysMax}");
        else displays[command.Set.Name] = command.Set;
        return All(displays);
    }

    /// <summary>The member that is wrong, and its range; null where none is.</summary>
    public static string? Fault(Display display) =>
        !RegionCode.IsWellFormed(display.Name) ? "name: 1 to 32 letters, digits, '_' and '-'"
        : display.Region.Length > 0 && !RegionCode.IsWellFormed(display.Region) ? "region: a region's code"
        : display.Language is not ("" or "zh" or "en") ? "language: zh or en"
        : display.RotateS is not 0 and (< RotateMinS or > RotateMaxS) ? $"rotateS: {RotateMinS} to {RotateMaxS}"
        : display.ScalePercent is not 0 and (< ScaleMin or > ScaleMax) ? $"scalePercent: {ScaleMin} to {ScaleMax}"
        : null;

    private static DisplaysReply All(Dictionary<string, Display> displays, string refused = "", string detail = "") => new()
    {
        Refused = refused,
        Detail = detail,
        Displays = { displays.Values.OrderBy(display => display.Name, StringComparer.Ordinal) },
    };
}
