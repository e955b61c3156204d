using System.Globalization;
using System.Text;

namespace RealtimeGov.Gateway.Tests.Systems;

/// <summary>A sheet of so many lines, as an office would fill it in.</summary>
internal static class Sheet
{
    /// <param name="line">Of each line, from 1.</param>
    public static string Of(string heading, int lines, Func<int, string> line)
    {
        var sheet = new StringBuilder(heading).Append('\n');
        for (var n = 1; n <= lines; n++) sheet.Append(CultureInfo.InvariantCulture, $"{line(n)}\n");
        return sheet.ToString();
    }
}
