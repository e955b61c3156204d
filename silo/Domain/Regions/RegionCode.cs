using System.Diagnostics.CodeAnalysis;

namespace RealtimeGov.Domain.Regions;

/// <summary>A region's code: opaque, compared character by character.</summary>
public static class RegionCode
{
    public const int LengthMax = 32;

    /// <summary>1 to 32 of A-Z, a-z, 0-9, <c>_</c>, <c>-</c>.</summary>
    public static bool IsWellFormed([NotNullWhen(true)] string? code)
    {
        if (code is not { Length: > 0 and <= LengthMax }) return false;
        foreach (var c in code)
            if (!IsAllowed(c)) return false;
        return true;
    }

    public static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
