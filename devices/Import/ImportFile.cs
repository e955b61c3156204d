using System.Security.Cryptography;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Import;

/// <summary>
/// A CSV file with its map. It is read twice: <see cref="Scan"/> looks at every row before anything is sent, so that
/// a fault on the last line sends nothing; <see cref="Rows"/> then streams. Neither holds the file in memory.
/// </summary>
public sealed class ImportFile(string path, ImportMap map) : IDisposable
{
    /// <summary>Distinct categories: they are registered in one request before the first report.</summary>
    public const int MaxCategories = 10_000;

    /// <summary>Rows of a replay in the order of time: their order is held in memory, 16 bytes a row.</summary>
    public const int MaxTimedRows = 1_000_000;

    private CsvSource? source;
    private char separator = ',';

    public string Path { get; } = path;

    public ImportMap Map { get; } = map;

    /// <summary>Reads and maps every row. With <paramref name="byTime"/> it also notes their order in time.</summary>
    /// <exception cref="ImportException">The first fault, with line and column.</exception>
    public ImportScan Scan(bool byTime, CancellationToken cancellation = default)
    {
        var categories = new SortedSet<string>(StringComparer.Ordinal);
        var order = byTime ? new List<(long Ticks, long Offset)>() : null;
        var rows = 0L;
        var ids = new RowIds(Path);
        using var table = Open();
        var mapper = new RowMapper(Map, table);
        while (table.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            var row = mapper.Map();
            if (ids.Clash(row, mapper.Id(), table.Line) is { } line)
                throw mapper.Twice(line, FirstAt(line), row);
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
        return new ImportScan(rows, Hash(), categories, order?.ConvertAll(entry => entry.Offset)) { Notes = [.. Notes(table), .. mapper.Notes, .. ids.Notes()] };
    }

    /// <summary>The rows in the file's order, after the first <paramref name="skip"/>.</summary>
    public IEnumerable<ImportRow> Rows(long skip)
    {
        using var table = Open();
        var mapper = new RowMapper(Map, table);
        for (var row = 0L; table.Next(); row++)
        {
            if (row >= skip)
                yield return mapper.Map();
        }
    }

    public void Dispose() => source?.Dispose();

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
            if (source is null)
            {
                source = CsvSource.Open(Path);
                separator = CsvHeader.SeparatorOf(source.Path, [.. Map.Columns]);
            }

            return new CsvTable(Path, source.Path, separator);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"The file cannot be read: {error.Message}", $"无法读取文件：{error.Message}", error);
        }
    }

    private List<Bilingual> Notes(CsvTable table)
    {
        List<Bilingual> notes = [.. source!.Notes];
        if (separator != ',')
            notes.Add(CsvHeader.SeparatorNote(separator));
        if (table.EmptyRows > 0)
            notes.Add(new Bilingual($"{table.EmptyRows} empty rows are left out", $"略去 {table.EmptyRows} 个空行"));
        if (table.Headings.Count > 0)
            notes.Add(new Bilingual(
                $"the header is repeated on line {string.Join(", ", table.Headings.Take(5))}; those rows are left out",
                $"第 {string.Join("、", table.Headings.Take(5))} 行重复表头，已略去"));
        return notes;
    }

    private ImportRow FirstAt(long line)
    {
        using var table = Open();
        var mapper = new RowMapper(Map, table);
        while (table.Next())
        {
            if (table.Line == line)
                return mapper.Map();
        }

        throw new ImportException($"{Path}: the file changed while it was read", $"{Path}：文件在读取期间被改动");
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
public sealed record ImportScan(long Rows, string Sha256, IReadOnlyCollection<string> Categories, IReadOnlyList<long>? ByTime)
{
    /// <summary>What was mended, and what looks wrong and was left as it is.</summary>
    public IReadOnlyList<Bilingual> Notes { get; init; } = [];
}
