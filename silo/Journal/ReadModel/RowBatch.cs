using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.ReadModel;

/// <summary>
/// The rows of a batch by their shape, in the order in which they are to be written. Of several absolute rows of one key
/// only the newest is worth writing; they stand in key order, so that two writers meet at the first of them.
/// </summary>
public sealed class RowBatch
{
    private readonly Dictionary<RowShape, ShapeRows> byShape = [];

    public RowBatch(IEnumerable<ReadTable> tables)
    {
        All = [.. tables.SelectMany(table => table.Shapes).Select(shape => new ShapeRows(shape))];
        foreach (var rows in All) byShape.Add(rows.Shape, rows);
    }

    /// <summary>Each shape's rows; some have none.</summary>
    public IReadOnlyList<ShapeRows> All { get; }

    public void Fill(IReadOnlyList<Append> batch)
    {
        foreach (var rows in All) rows.Clear();
        foreach (var append in batch) Add(append.Rows);
        foreach (var rows in All) rows.Sort();
    }

    public void Fill(ReadRows rows)
    {
        foreach (var shape in All) shape.Clear();
        Add(rows);
        foreach (var shape in All) shape.Sort();
    }

    private void Add(ReadRows rows)
    {
        foreach (var row in rows.All) byShape[row.Shape].Add(row.Values);
    }
}

/// <summary>A batch's rows of one shape.</summary>
public sealed class ShapeRows(RowShape shape)
{
    private readonly List<RowValue[]> rows = [];
    private readonly Dictionary<RowKey, int> places = [];

    public RowShape Shape => shape;

    public IReadOnlyList<RowValue[]> Rows => rows;

    internal void Add(RowValue[] values)
    {
        // Of an insert there is one; of a delete any will do.
        if (shape.Mode is WriteMode.Upsert or WriteMode.Update && !places.TryAdd(new RowKey(values, shape.Table.Keys.Count), rows.Count))
        {
            var place = places[new RowKey(values, shape.Table.Keys.Count)];
            if (rows[place][shape.GuardAt].Number < values[shape.GuardAt].Number) rows[place] = values;
            return;
        }
        rows.Add(values);
    }

    internal void Sort()
    {
        if (rows.Count > 1 && shape.Mode != WriteMode.Insert) rows.Sort((a, b) => RowKey.Compare(a, b, shape.Table.Keys.Count));
    }

    internal void Clear()
    {
        rows.Clear();
        places.Clear();
    }
}

/// <summary>The key of a row: its first values.</summary>
internal readonly struct RowKey(RowValue[] values, int count) : IEquatable<RowKey>
{
    private readonly RowValue[] values = values;

    public bool Equals(RowKey other) => Compare(values, other.values, count) == 0;

    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var i = 0; i < count; i++)
        {
            if (values[i].Reference is string text) hash.Add(text);
            else hash.Add(values[i].Number);
        }
        return hash.ToHashCode();
    }

    /// <summary>Keys are numbers and text, which compares by code unit.</summary>
    public static int Compare(RowValue[] a, RowValue[] b, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var order = a[i].Reference is string text ? string.CompareOrdinal(text, b[i].Text) : a[i].Number.CompareTo(b[i].Number);
            if (order != 0) return order;
        }
        return 0;
    }
}
