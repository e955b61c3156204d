using RealtimeGov.Journal.ReadModel;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>The statement that writes one row of a shape; its values are <c>?1</c>, <c>?2</c>, ... in the order of the columns.</summary>
internal static class ShapeSql
{
    /// <param name="into">The shape's table, or one made like it.</param>
    public static string Of(RowShape shape, string into)
    {
        var keys = shape.Table.Keys;
        var columns = string.Join(", ", shape.Columns.Select(c => c.Name));
        var values = string.Join(", ", shape.Columns.Select((_, i) => $"?{i + 1}"));
        var key = string.Join(" and ", keys.Select((c, i) => $"{c.Name} = ?{i + 1}"));
        var guard = $"?{shape.GuardAt + 1}";
        var changed = string.Join(", ", shape.Columns.Select((c, i) => $"{c.Name} = ?{i + 1}").Skip(keys.Count));
        return shape.Mode switch
        {
            WriteMode.Insert => $"insert into {into} ({columns}) values ({values})",
            WriteMode.Upsert => $"""
                insert into {into} ({columns}) values ({values})
                on conflict ({string.Join(", ", keys.Select(c => c.Name))})
                do update set {string.Join(", ", shape.Columns.Skip(keys.Count).Select(c => $"{c.Name} = excluded.{c.Name}"))}
                where excluded.{shape.Guard} > {into}.{shape.Guard}
                """,
            WriteMode.Update => $"update {into} set {changed} where {key} and {shape.Guard} < {guard}",
            _ => $"delete from {into} where {key} and {shape.Guard} < {guard}",
        };
    }
}
