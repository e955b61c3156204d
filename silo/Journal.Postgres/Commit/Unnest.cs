using System.Collections;
using Npgsql;
using NpgsqlTypes;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>
/// One statement over many rows: each column is an array parameter, and <c>unnest</c> makes rows of them. Used again and
/// again on one connection, so that the server parses and plans it once.
/// </summary>
internal abstract class Unnest(string sql)
{
    private readonly NpgsqlBatchCommand command = new(sql);
    private readonly List<IList> columns = [];

    public int Count => columns[0].Count;

    public void AddTo(NpgsqlBatch batch)
    {
        if (Count > 0) batch.BatchCommands.Add(command);
    }

    public virtual void Clear()
    {
        foreach (var column in columns) column.Clear();
    }

    protected List<long> Bigints() => Column<long>(NpgsqlDbType.Bigint);

    protected List<int> Integers() => Column<int>(NpgsqlDbType.Integer);

    protected List<double> Doubles() => Column<double>(NpgsqlDbType.Double);

    protected List<bool> Booleans() => Column<bool>(NpgsqlDbType.Boolean);

    protected List<string> Texts() => Column<string>(NpgsqlDbType.Text);

    protected List<byte[]> Byteas() => Column<byte[]>(NpgsqlDbType.Bytea);

    protected List<Guid> Uuids() => Column<Guid>(NpgsqlDbType.Uuid);

    /// <summary>The next parameter: <c>$1</c>, <c>$2</c>, ... in the order of the calls.</summary>
    private List<T> Column<T>(NpgsqlDbType type)
    {
        var values = new List<T>();
        columns.Add(values);
        command.Parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return values;
    }
}
