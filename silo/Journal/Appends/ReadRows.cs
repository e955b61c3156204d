using RealtimeGov.Journal.ReadModel;

namespace RealtimeGov.Journal.Appends;

/// <summary>Rows of the read model as they are after an append, in the order of its events.</summary>
public sealed class ReadRows
{
    private readonly List<Row> all = [];

    public IReadOnlyList<Row> All => all;

    public void Add(Row row) => all.Add(row);
}
