using System.Text.Unicode;
using CsvHelper;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Import;

/// <summary>
/// A CSV file (RFC 4180, comma, UTF-8, header first), read one row at a time in bounded memory. What is not CSV is
/// refused with line and column; a row has as many fields as the header.
/// </summary>
internal sealed class CsvTable : IDisposable
{
    /// <summary>Bytes of one row: a lost quote must not read a large file into memory.</summary>
    public const int MaxRowBytes = 4 << 20;

    private const int SeekBufferBytes = 4096;

    private readonly string path;
    private CsvReader reader;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    /// <exception cref="ImportException">The file is empty, or its header is not one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public CsvTable(string path)
    {
        this.path = path;
        var file = File.OpenRead(path);
        reader = CsvReader.Create(file, Options());
        try
        {
            RefuseUtf16(file);
            ReadHeader();
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>The line on which the current row begins, from 1.</summary>
    public long Line => reader.LineNumber;

    /// <summary>The row's number, from 1; the header is not counted.</summary>
    public long Row => reader.RowNumber;

    /// <summary>Where the current row begins, in bytes from the file's beginning.</summary>
    public long Offset => reader.ByteOffset;

    /// <summary>The column's place, from 0.</summary>
    public int Column(string name) =>
        columns.TryGetValue(name, out var at) ? at : throw ImportException.At(path, 1, new Bilingual($"there is no column \"{name}\"", $"没有“{name}”这一列"));

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Next() => Next(reader, path, columns.Count);

    /// <summary>Goes to the row that begins at this byte, as <see cref="Offset"/> told it. Line and Row mean nothing then.</summary>
    public void Seek(long offset)
    {
        reader.Dispose();
        var file = File.OpenRead(path);
        file.Position = offset;
        reader = CsvReader.Create(file, Options() with { HasHeader = false, BufferSize = SeekBufferBytes });
        if (!Next())
            throw new ImportException($"{path}: the file has become shorter while it was replayed", $"{path}：文件在回放期间变短了");
    }

    /// <summary>The current row's value of a column.</summary>
    public string Value(int column, string name) =>
        Utf8.IsValid(reader.GetSpan(column))
            ? reader.GetString(column)
            : throw ImportException.At(path, Line, name, column, new Bilingual("not UTF-8", "不是 UTF-8"));

    public ImportException Fault(int column, string name, Bilingual what) => ImportException.At(path, Line, name, column, what);

    public void Dispose() => reader.Dispose();

    internal static CsvReaderOptions Options() => new()
    {
        Separator = ',',
        DetectSeparatorHint = false,
        TrackLineNumbers = true,
        MaxRecordSize = MaxRowBytes,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    // The reader would read it, but offsets would no longer be the file's own.
    private void RefuseUtf16(FileStream file)
    {
        Span<byte> mark = stackalloc byte[2];
        var utf16 = file.ReadAtLeast(mark, 2, throwOnEndOfStream: false) == 2 && mark is [0xFF, 0xFE] or [0xFE, 0xFF];
        file.Position = 0;
        if (utf16)
            throw ImportException.At(path, 1, new Bilingual("the file is UTF-16; save it as UTF-8", "文件是 UTF-16 编码，请另存为 UTF-8"));
    }

    private void ReadHeader()
    {
        string[] headers;
        try
        {
            headers = [.. reader.Headers];
        }
        catch (CsvFormatException error)
        {
            throw CsvFault.Of(path, error);
        }

        if (headers.Length == 0)
            throw ImportException.At(path, 1, new Bilingual("the file is empty, a header was expected", "文件为空，缺少表头"));
        for (var at = 0; at < headers.Length; at++)
        {
            if (headers[at].Contains('\uFFFD'))
                throw ImportException.At(path, 1, headers[at], at, new Bilingual("the header is not UTF-8", "表头不是 UTF-8"));
            if (!columns.TryAdd(headers[at], at))
                throw ImportException.At(path, 1, headers[at], at, new Bilingual("the header names this column twice", "表头中此列出现两次"));
        }
    }

    private static bool Next(CsvReader reader, string path, int width)
    {
        try
        {
            if (!reader.Read())
                return false;
        }
        catch (CsvFormatException error)
        {
            throw CsvFault.Of(path, error);
        }

        if (reader.FieldCount != width)
            throw ImportException.At(path, reader.LineNumber, new Bilingual(
                $"{reader.FieldCount} fields, but the header has {width}", $"有 {reader.FieldCount} 个字段，表头却有 {width} 个"));
        return true;
    }
}
