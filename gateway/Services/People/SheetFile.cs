using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.People;

/// <summary>One row of a sheet as its cells stand there, blanks around them left out.</summary>
/// <param name="Line">As a spreadsheet or an editor numbers it, from 1.</param>
internal sealed record SheetRow(int Line, IReadOnlyList<string> Cells)
{
    public bool IsEmpty => Cells.All(cell => cell.Length == 0);
}

/// <summary>
/// A file as spreadsheets save it: a workbook, or comma-separated text in UTF-8 with or without a mark, UTF-16, or GB18030.
/// It comes from whoever is let in, and is read within bounds all the same: a workbook says nothing of its size once inflated.
/// </summary>
internal static class SheetFile
{
    public const int BytesMax = 4 << 20;

    /// <summary>Of a workbook's parts together, as they are inflated; a sheet of ten thousand rows has two.</summary>
    public const int InflatedBytesMax = 64 << 20;

    public const int PartsMax = 200;
    public const int RowsMax = 10_000;
    public const int ColumnsMax = 64;
    public const int CellCharactersMax = 500;

    private static readonly Encoding Gb18030 = Gb();

    /// <summary>The rows that hold anything, the heading first.</summary>
    /// <exception cref="ApiException">It is no such file, or larger than is taken.</exception>
    public static IReadOnlyList<SheetRow> Read(byte[] file)
    {
        var rows = file is [(byte)'P', (byte)'K', 3, 4, ..] ? Workbook(file) : Text(Decoded(file));
        var kept = new List<SheetRow>();
        foreach (var row in rows)
        {
            if (row.Cells.Count > ColumnsMax) throw Wrong("sheet_columns", $"line {row.Line} has over {ColumnsMax} columns", $"第 {row.Line} 行超过 {ColumnsMax} 列");
            if (row.Cells.Any(cell => cell.Length > CellCharactersMax)) throw Wrong("sheet_cell", $"line {row.Line} has a cell of over {CellCharactersMax} characters", $"第 {row.Line} 行有单元格超过 {CellCharactersMax} 字");
            if (row.IsEmpty) continue;
            if (kept.Count > RowsMax) throw Wrong("too_many_rows", $"at most {RowsMax} rows are taken at once", $"每次至多 {RowsMax} 行");
            kept.Add(row);
        }
        return kept.Count > 0 ? kept : throw Wrong("sheet_empty", "the file holds no rows", "文件没有内容");
    }

    private static IEnumerable<SheetRow> Workbook(byte[] file)
    {
        CheckInflated(file);
        using var stream = new MemoryStream(file, writable: false);
        // Shared strings stay in memory, within the bound above: nobody's names lie in a temporary folder.
        var settings = new OpenXmlConfiguration { EnableSharedStringCache = false };
        var line = 0;
        foreach (var row in Rows(stream, settings)) yield return new SheetRow(++line, [.. row.Values.Select(Cell)]);
    }

    private static IEnumerable<IDictionary<string, object>> Rows(MemoryStream stream, OpenXmlConfiguration settings)
    {
        IEnumerator<IDictionary<string, object>> rows;
        try
        {
            rows = stream.Query(useHeaderRow: false, excelType: ExcelType.XLSX, configuration: settings).Cast<IDictionary<string, object>>().GetEnumerator();
        }
        catch (Exception wrong) when (wrong is not ApiException)
        {
            throw NoWorkbook();
        }
        using (rows)
            while (true)
            {
                IDictionary<string, object> row;
                try
                {
                    if (!rows.MoveNext()) yield break;
                    row = rows.Current;
                }
                catch (Exception wrong) when (wrong is not ApiException)
                {
                    throw NoWorkbook();
                }
                yield return row;
            }
    }

    // What the archive's directory says of sizes is its own word: it is inflated once, and counted.
    private static void CheckInflated(byte[] file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > PartsMax) throw TooLarge();
            var left = (long)InflatedBytesMax;
            var buffer = new byte[1 << 16];
            foreach (var entry in archive.Entries)
            {
                using var part = entry.Open();
                for (int read; (read = part.Read(buffer)) > 0;)
                    if ((left -= read) < 0) throw TooLarge();
            }
        }
        catch (InvalidDataException)
        {
            throw NoWorkbook();
        }
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // A telephone number without its sign is a number to a spreadsheet.
        double number => number.ToString(Math.Abs(number) < 1e15 && number == Math.Floor(number) ? "F0" : "R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim(),
    };

    private static IEnumerable<SheetRow> Text(string text)
    {
        using var reader = CsvReader.Create(new StringReader(text), new CsvReaderOptions
        {
            Separator = SeparatorOf(text), DetectSeparatorHint = false, HasHeader = false, TrackLineNumbers = true, MaxRecordSize = 1 << 18,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        while (Next(reader))
            yield return new SheetRow((int)reader.LineNumber, [.. Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetString(at).Trim())]);
    }

    private static bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException wrong)
        {
            throw Wrong("csv_malformed", $"line {wrong.LineNumber} cannot be read as comma-separated text: a quotation mark is not closed, or stands in the middle", $"第 {wrong.LineNumber} 行无法按 CSV 读取：引号不配对");
        }
    }

    // Of the three that spreadsheets write, the one of which the heading has most.
    private static char SeparatorOf(string text)
    {
        var end = text.IndexOf('\n');
        var heading = end < 0 ? text : text[..end];
        return new[] { ',', ';', '\t' }.MaxBy(sign => heading.Count(c => c == sign));
    }

    private static string Decoded(byte[] file)
    {
        if (file is [0xFF, 0xFE, ..]) return Strict(new UnicodeEncoding(false, false, true), file.AsSpan(2)) ?? throw NoText();
        if (file is [0xFE, 0xFF, ..]) return Strict(new UnicodeEncoding(true, false, true), file.AsSpan(2)) ?? throw NoText();
        var marked = file is [0xEF, 0xBB, 0xBF, ..];
        var utf8 = Strict(new UTF8Encoding(false, true), marked ? file.AsSpan(3) : file);
        // What says that it is UTF-8 and is not, is damaged, not Chinese in another encoding.
        return utf8 ?? (marked ? null : Strict(Gb18030, file)) ?? throw NoText();
    }

    private static string? Strict(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes) is var text && text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Encoding Gb()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }

    private static ApiException NoText() => Wrong("sheet_encoding", "the text is neither UTF-8 nor GB18030: save it as UTF-8, or as a workbook (.xlsx)", "文本既非 UTF-8 也非 GB18030：请另存为 UTF-8 或工作簿（.xlsx）");

    private static ApiException NoWorkbook() => Wrong("sheet_workbook", "the workbook cannot be read: save it again as .xlsx, or as CSV", "工作簿无法读取：请重新另存为 .xlsx 或 CSV");

    private static ApiException TooLarge() => ApiErrors.Of(StatusCodes.Status413PayloadTooLarge, "too_large",
        $"The workbook is over {InflatedBytesMax >> 20} MiB once inflated; import it in parts.", $"工作簿解压后超过 {InflatedBytesMax >> 20} MiB，请分批导入。");

    private static ApiException Wrong(string code, string what, string whatZh) =>
        ApiErrors.Of(StatusCodes.Status400BadRequest, code, $"{char.ToUpperInvariant(what[0])}{what[1..]}.", $"{whatZh}。");
}
