using RealtimeGov.Journal.ReadModel;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>The rows of one shape, written by one statement made of the table's declaration.</summary>
internal sealed class ShapeUnnest : Unnest
{
    private readonly List<Action<RowValue>> columns = [];

    /// <param name="into">The shape's table, or one made like it.</param>
    public ShapeUnnest(RowShape shape, string into) : base(ShapeSql.Of(shape, into))
    {
        foreach (var column in shape.Columns) columns.Add(Adder(column.Type));
    }

    public void Add(ShapeRows rows)
    {
        foreach (var row in rows.Rows)
            for (var i = 0; i < row.Length; i++) columns[i](row[i]);
    }

    private Action<RowValue> Adder(ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Text: return Into(Texts(), value => value.Text);
            case ColumnType.Integer: return Into(Integers(), value => (int)value.Number);
            case ColumnType.Bigint: return Into(Bigints(), value => value.Number);
            case ColumnType.Real: return Into(Doubles(), value => value.Real);
            case ColumnType.Boolean: return Into(Booleans(), value => value.Number != 0);
            case ColumnType.Bytes: return Into(Byteas(), value => value.ToBytes());
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of a column");
        }
    }

    private static Action<RowValue> Into<T>(List<T> values, Func<RowValue, T> read) => value => values.Add(read(value));
}
