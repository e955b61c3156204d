using RealtimeGov.Journal.ReadModel;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>The statement that writes rows of a shape: each column is an array, <c>$1</c>, <c>$2</c>, ... in the order of the columns.</summary>
internal static class ShapeSql
{
    public static string Of(RowShape shape, string into)
    {
        var keys = shape.Table.Keys;
        var columns = string.Join(", ", shape.Columns.Select(c => c.Name));
        var arrays = string.Join(", ", shape.Columns.Select((_, i) => $"${i + 1}"));
        // In key order, so that two writers meet at the first row they share and neither waits for the other's second.
        var rows = $"(select * from unnest({arrays}) r ({columns}) order by {string.Join(", ", keys.Select(Ordered))}) w";
        var key = string.Join(" and ", keys.Select(c => $"{into}.{c.Name} = w.{c.Name}"));
        var changed = string.Join(", ", shape.Columns.Skip(keys.Count).Select(c => $"{c.Name} = w.{c.Name}"));
        return shape.Mode switch
        {
            WriteMode.Insert => $"insert into {into} ({columns}) select {columns} from {rows}",
            WriteMode.Upsert => $"""
                insert into {into} ({columns}) select {columns} from {rows}
                on conflict ({string.Join(", ", keys.Select(c => c.Name))})
                do update set {string.Join(", ", shape.Columns.Skip(keys.Count).Select(c => $"{c.Name} = excluded.{c.Name}"))}
                where excluded.{shape.Guard} > {into}.{shape.Guard}
                """,
            WriteMode.Update => $"update {into} set {changed} from {rows} where {key} and {into}.{shape.Guard} < w.{shape.Guard}",
            _ => $"delete from {into} using {rows} where {key} and {into}.{shape.Guard} < w.{shape.Guard}",
        };
    }

    private static string Ordered(Column column) => column.Type == ColumnType.Text ? $"{column.Name} collate \"C\"" : column.Name;
}
