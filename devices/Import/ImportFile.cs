using System.Security.Cryptography;

namespace RealtimeGov.Devices.Import;

/// <summary>
/// A CSV file with its map. It is read twice: <see cref="Scan"/> looks at every row before anything is sent, so that
/// a fault on the last line sends nothing; <see cref="Rows"/> then streams. Neither holds the file in memory.
/// </summary>
public sealed class ImportFile(string path, ImportMap map)
{
    /// <summary>Distinct categories: they are registered in one request before the first report.</summary>
    public const int MaxCategories = 10_000;

    /// <summary>Rows of a replay in the order of time: their order is held in memory, 16 bytes a row.</summary>
    public const int MaxTimedRows = 1_000_000;

    public string Path { get; } = path;

    public ImportMap Map { get; } = map;

    /// <summary>Reads and maps every row. With <paramref name="byTime"/> it also notes their order in time.</summary>
    /// <exception cref="ImportException">The first fault, with line and column.</exception>
    public ImportScan Scan(bool byTime, CancellationToken cancellation = default)
    {
        var categories = new SortedSet<string>(StringComparer.Ordinal);
        var order = byTime ? new List<(long Ticks, long Offset)>() : null;
        var rows = 0L;
        foreach (var row in Rows(0))
        {
            cancellation.ThrowIfCancellationRequested();
            rows++;
            if (row.Report.Category.Length > 0 && categories.Add(row.Report.Category) && categories.Count > MaxCategories)
                throw new ImportException($"{Path}, row {row.Row}: more than {MaxCategories} categories", $"{Path} 第 {row.Row} 条：类别超过 {MaxCategories} 个");
            order?.Add((row.ObservedAt.UtcTicks, row.Offset));
            if (order?.Count > MaxTimedRows)
                throw new ImportException(
                    $"{Path}: more than {MaxTimedRows} rows cannot be replayed in the order of time; use --speed max",
                    $"{Path}：超过 {MaxTimedRows} 行，无法按时间顺序回放；请用 --speed max");
        }

        // Rows of one instant keep the file's order, which their offsets tell.
        order?.Sort();
        return new ImportScan(rows, Hash(), categories, order?.ConvertAll(entry => entry.Offset));
    }

    /// <summary>The rows in the file's order, after the first <paramref name="skip"/>.</summary>
    public IEnumerable<ImportRow> Rows(long skip)
    {
        using var table = Open();
        var mapper = new RowMapper(Map, table);
        while (table.Next())
        {
            if (table.Row > skip)
                yield return mapper.Map();
        }
    }

    /// <summary>The rows that begin at these bytes, in this order.</summary>
    public IEnumerable<ImportRow> RowsAt(IEnumerable<long> offsets)
    {
        using var table = Open();
        var mapper = new RowMapper(Map, table);
        foreach (var offset in offsets)
        {
            table.Seek(offset);
            yield return mapper.Map();
        }
    }

    private CsvTable Open()
    {
        try
        {
            return new CsvTable(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"The file cannot be read: {error.Message}", $"无法读取文件：{error.Message}", error);
        }
    }

    private string Hash()
    {
        using var file = File.OpenRead(Path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

/// <summary>What a scan found.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Sha256">Of the file, in hexadecimal.</param>
/// <param name="Categories">Every category code that a row has, sorted.</param>
/// <param name="ByTime">Where each row begins, in the order of time; null when that was not asked for.</param>
public sealed record ImportScan(long Rows, string Sha256, IReadOnlyCollection<string> Categories, IReadOnlyList<long>? ByTime);
