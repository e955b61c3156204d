using System.Globalization;
using System.Text;

namespace RealtimeGov.Bench.Support.Measurement;

/// <summary>Figures as a bench says them: medians, and one line of <c>name=value</c> at the end.</summary>
public static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Such as <c>bench live engine=local screens=1000</c>.</summary>
    public static string Line(string bench, params ReadOnlySpan<(string Name, string Value)> figures)
    {
        var line = new StringBuilder($"bench {bench}");
        foreach (var (name, value) in figures) line.Append(CultureInfo.InvariantCulture, $" {name}={value}");
        return line.ToString();
    }

    public static string Whole(double value) => value.ToString("F0", CultureInfo.InvariantCulture);

    public static string Fixed2(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
