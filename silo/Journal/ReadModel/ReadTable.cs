namespace RealtimeGov.Journal.ReadModel;

/// <summary>
/// A table of the read model, declared once for every store. Each of its rows is owned by one stream, absolute, and
/// guarded by the number of the event that wrote it: an older one never replaces a newer.
/// </summary>
/// <param name="name">The scripts of each store create it under this name.</param>
/// <param name="keys">The primary key, in its order.</param>
/// <param name="values">All other columns.</param>
public sealed class ReadTable(string name, Column[] keys, Column[] values)
{
    /// <summary>The column that guards a row, unless a table says otherwise.</summary>
    public const string Seq = "seq";

    private readonly List<RowShape> shapes = [];

    public string Name => name;

    public IReadOnlyList<Column> Keys { get; } = keys;

    /// <summary>Keys first.</summary>
    public IReadOnlyList<Column> Columns { get; } = [.. keys, .. values];

    /// <summary>The ways in which its rows are written, in the order in which a batch writes them.</summary>
    public IReadOnlyList<RowShape> Shapes => shapes;

    /// <summary>Rows that are written once.</summary>
    public RowShape Insert() => Shape(WriteMode.Insert, Columns, "");

    /// <summary>Rows that replace an older one.</summary>
    public RowShape Upsert(string guard = Seq) => Shape(WriteMode.Upsert, Columns, guard);

    /// <summary>Changes some columns of a row that is there.</summary>
    public RowShape Change(string guard, params IEnumerable<string> columns) =>
        Shape(WriteMode.Update, [.. Keys, .. columns.Append(guard).Select(name => Columns.Single(c => c.Name == name))], guard);

    /// <summary>Deletes a row that is older than the event.</summary>
    public RowShape Delete(string guard = Seq) => Shape(WriteMode.Delete, [.. Keys, Columns.Single(c => c.Name == guard)], guard);

    private RowShape Shape(WriteMode mode, IReadOnlyList<Column> columns, string guard)
    {
        var shape = new RowShape(this, mode, columns, guard);
        shapes.Add(shape);
        return shape;
    }
}

/// <summary>One way of writing rows of a table.</summary>
/// <param name="Columns">What a row brings; the keys first.</param>
/// <param name="Guard">The column whose higher number wins; empty where rows are written once.</param>
public sealed record RowShape(ReadTable Table, WriteMode Mode, IReadOnlyList<Column> Columns, string Guard)
{
    /// <summary>Where the guard stands among the columns; -1 without one.</summary>
    public int GuardAt { get; } = Columns.ToList().FindIndex(c => c.Name == Guard);

    public Row Row(params RowValue[] values) => values.Length == Columns.Count
        ? new Row(this, values)
        : throw new ArgumentException($"a row of {Table.Name} has {Columns.Count} values, not {values.Length}", nameof(values));

    public bool Equals(RowShape? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

public enum WriteMode
{
    Insert,
    Upsert,
    Update,
    Delete,
}

/// <param name="Values">In the order of the shape's columns.</param>
public readonly record struct Row(RowShape Shape, RowValue[] Values);
