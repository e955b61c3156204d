using System.Runtime.CompilerServices;
using RealtimeGov.Devices.Import;
using RealtimeGov.Devices.Transport;

namespace RealtimeGov.Devices.Playback;

/// <summary>Rows in batches of at most a size, held back until they are due. A row that has to wait ends the batch before it.</summary>
internal static class RowBatches
{
    public static async IAsyncEnumerable<List<ImportRow>> Of(
        IEnumerable<ImportRow> rows, int size, Pace? pace, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = new List<ImportRow>(size);
        var bytes = 0;
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var rowBytes = row.Report.CalculateSize();
            var waits = pace is not null && pace.DueIn(row.ObservedAt) > TimeSpan.Zero;
            if (batch.Count > 0 && (waits || batch.Count == size || bytes + rowBytes > FieldClientOptions.MaxBatchBytes))
            {
                yield return batch;
                batch = new List<ImportRow>(size);
                bytes = 0;
            }

            if (waits)
                await pace!.WaitAsync(row.ObservedAt, cancellation);
            batch.Add(row);
            bytes += rowBytes;
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
