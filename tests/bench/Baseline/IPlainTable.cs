namespace RealtimeGov.Bench.Baseline;

/// <summary>One table, one row a request, one transaction a row: returns when the row is flushed.</summary>
public interface IPlainTable : IAsyncDisposable
{
    Task Insert(PlainRow row);
}
