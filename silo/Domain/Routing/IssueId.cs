using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RealtimeGov.Domain.Regions;

namespace RealtimeGov.Domain.Routing;

/// <summary>An issue's id, <c>{gridCode}.{number}</c>: it carries the grid on whose silo the issue lives.</summary>
/// <param name="GridCode">The grid that opened it.</param>
/// <param name="Number">From 1, in the order in which the grid opened its issues.</param>
public readonly record struct IssueId(string GridCode, ulong Number)
{
    /// <summary>Not allowed in a region's code, so that an id has one reading.</summary>
    private const char Separator = '.';

    public static string Format(string gridCode, ulong number) =>
        string.Create(CultureInfo.InvariantCulture, $"{gridCode}{Separator}{number}");

    /// <summary>False for anything that <see cref="Format"/> does not write: one issue, one spelling.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IssueId id)
    {
        id = default;
        var at = text?.IndexOf(Separator) ?? -1;
        if (at < 0) return false;
        if (!TryParseDigits(text.AsSpan(at + 1), out var number)) return false;
        var grid = text![..at];
        if (!RegionCode.IsWellFormed(grid)) return false;
        id = new IssueId(grid, number);
        return true;
    }

    /// <summary>The number alone; false for what is no id of this grid's.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, string gridCode, out ulong number)
    {
        number = 0;
        return text.StartsWith(gridCode, StringComparison.Ordinal) && text.Length > gridCode.Length && text[gridCode.Length] == Separator
            && TryParseDigits(text[(gridCode.Length + 1)..], out number);
    }

    public override string ToString() => Format(GridCode, Number);

    private static bool TryParseDigits(ReadOnlySpan<char> digits, out ulong number)
    {
        number = 0;
        return digits is not ([] or ['0', ..]) && ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
