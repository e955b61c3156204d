using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Tests.Faults;

/// <summary>Reads as ever, but for the report of a withdrawal, which tests can look at and keep waiting.</summary>
internal sealed class FaultyStreams(IStreams inner, Faults faults) : IStreams
{
    public Task<StreamHistory> Load(string stream, CancellationToken cancellation) => inner.Load(stream, cancellation);

    public Task<IReadOnlyDictionary<ulong, Content>> Contents(string stream, IReadOnlyList<ulong> seqs, CancellationToken cancellation) =>
        inner.Contents(stream, seqs, cancellation);

    public Task<IReadOnlyDictionary<DayKey, DayRow>> Days(string grid, IReadOnlyList<DayKey> keys, CancellationToken cancellation) =>
        inner.Days(grid, keys, cancellation);

    public Task<CountedReport?> Report(string grid, Guid reportId, CancellationToken cancellation) => faults.ReadingReport is { } reading
        ? After(reading(grid), () => inner.Report(grid, reportId, cancellation))
        : inner.Report(grid, reportId, cancellation);

    public Task SaveSnapshot(string stream, ulong seq, byte[] state, CancellationToken cancellation) =>
        inner.SaveSnapshot(stream, seq, state, cancellation);

    private static async Task<T> After<T>(Task first, Func<Task<T>> then)
    {
        await first;
        return await then();
    }
}
