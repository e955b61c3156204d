using System.Globalization;
using RealtimeGov.Journal.ReadModel;

namespace RealtimeGov.Journal.Rebuild;

/// <summary>A row that is not as the journal makes it.</summary>
/// <param name="Before">As it is live; null where it is missing.</param>
/// <param name="After">As the journal makes it; null where it should not be.</param>
public sealed record Difference(ReadTable Table, IReadOnlyList<object> Key, IReadOnlyList<object>? Before, IReadOnlyList<object>? After)
{
    /// <summary>Null where both sides say the same, whatever their bytes.</summary>
    public static Difference? Of(ReadTable table, RowPair pair)
    {
        if (pair.Live is null && pair.Rebuilt is null) return null;
        var key = (pair.Live ?? pair.Rebuilt)!.Take(table.Keys.Count).ToList();
        if (pair.Live is { } live && pair.Rebuilt is { } rebuilt && table.Columns.Index().All(c => AreEqual(c.Item, live[c.Index], rebuilt[c.Index]))) return null;
        return new Difference(table, key, pair.Live, pair.Rebuilt);
    }

    /// <summary>Table, key, and of each column that differs what it is and what it should be.</summary>
    public override string ToString()
    {
        var key = string.Join(' ', Table.Keys.Zip(Key, (column, value) => $"{column.Name}={Text(column, value)}"));
        var columns = Table.Columns.Index().Skip(Table.Keys.Count)
            .Where(c => Before is null || After is null || !AreEqual(c.Item, Before[c.Index], After[c.Index]))
            .Select(c => $"{c.Item.Name} {Text(c.Item, Before?[c.Index])} -> {Text(c.Item, After?[c.Index])}");
        return $"{Table.Name} {key}: {(Before is null ? "missing; " : After is null ? "should not be; " : "")}{string.Join(", ", columns)}";
    }

    private static bool AreEqual(Column column, object a, object b) => column switch
    {
        { Parse: { } parse } => parse((byte[])a).Equals(parse((byte[])b)),
        { Type: ColumnType.Bytes } => ((byte[])a).AsSpan().SequenceEqual((byte[])b),
        { Type: ColumnType.Text } => (string)a == (string)b,
        // Stores differ in how they give numbers and booleans.
        { Type: ColumnType.Real } => Convert.ToDouble(a, CultureInfo.InvariantCulture).Equals(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
        _ => Convert.ToInt64(a, CultureInfo.InvariantCulture) == Convert.ToInt64(b, CultureInfo.InvariantCulture),
    };

    private static string Text(Column column, object? value) => value switch
    {
        null => "nothing",
        byte[] bytes when column.Parse is { } parse => parse(bytes).ToString()!,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        "" => "''",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
