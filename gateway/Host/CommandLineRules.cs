using RealtimeGov.Domain.Regions;

namespace RealtimeGov.Gateway.Host;

/// <summary>What is wrong with an option's value, or null.</summary>
internal static class CommandLineRules
{
    public static string? Silos(int silos) => silos switch
    {
        < 1 => "must be at least 1",
        1 => null,
        _ => "more than one is not in this build; use --silos 1",
    };

    public static string? Choice(string name, string? value, string here, string elsewhere)
    {
        if (value == here) return null;
        return value == elsewhere
            ? $"{elsewhere} is not in this build; use {name} {here}"
            : $"must be {here} or {elsewhere}";
    }

    /// <summary>CODE or CODE:NAME.</summary>
    public static string? Root(string? root) =>
        root is null || RegionCode.IsWellFormed(root.Split(':', 2)[0])
            ? null
            : $"must be CODE:NAME, CODE of 1 to {RegionCode.LengthMax} of A-Z, a-z, 0-9, '_', '-'";
}
