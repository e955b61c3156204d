using System.Text.Unicode;
using CsvHelper;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Import;

/// <summary>
/// A CSV file (RFC 4180, UTF-8, header first), read one row at a time in bounded memory. What is not CSV is
/// refused with line and column; a row has as many fields as the header.
/// </summary>
internal sealed class CsvTable : IDisposable
{
    /// <summary>Bytes of one row: a lost quote must not read a large file into memory.</summary>
    public const int MaxRowBytes = 4 << 20;

    private const int SeekBufferBytes = 4096;

    private readonly string path;
    private readonly string read;
    private readonly char separator;
    private CsvReader reader;
    private int width;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    /// <exception cref="ImportException">The file is empty, or its header is not one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <param name="path">The file as people know it.</param>
    /// <param name="read">Where its UTF-8 lies; null where that is the file itself.</param>
    public CsvTable(string path, string? read = null, char separator = ',')
    {
        (this.path, this.read, this.separator) = (path, read ?? path, separator);
        reader = CsvReader.Create(File.OpenRead(this.read), Options(separator));
        try
        {
            ReadHeader();
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public char Separator => separator;

    /// <summary>The line on which the current row begins, from 1.</summary>
    public long Line => reader.LineNumber;

    /// <summary>The row's number, from 1; the header is not counted.</summary>
    public long Row => reader.RowNumber;

    /// <summary>Where the current row begins, in bytes from the file's beginning.</summary>
    public long Offset => reader.ByteOffset;

    /// <summary>The column's place, from 0.</summary>
    public int Column(string name) =>
        columns.TryGetValue(CsvHeader.Name(name), out var at) ? at : throw ImportException.At(path, 1, new Bilingual($"there is no column \"{name}\"", $"没有“{name}”这一列"));

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Next()
    {
        while (Advance())
        {
            if (IsBlank())
                EmptyRows++;
            else if (IsHeader())
                Headings.Add(Line);
            else
                return true;
        }

        return false;
    }

    /// <summary>Rows passed over because every field of them is empty, as spreadsheets leave them behind the data.</summary>
    public long EmptyRows { get; private set; }

    /// <summary>Lines passed over because they repeat the header, as files put together have them.</summary>
    public List<long> Headings { get; } = [];

    /// <summary>Goes to the row that begins at this byte, as <see cref="Offset"/> told it. Line and Row mean nothing then.</summary>
    public void Seek(long offset)
    {
        reader.Dispose();
        var file = File.OpenRead(read);
        file.Position = offset;
        reader = CsvReader.Create(file, Options(separator) with { HasHeader = false, BufferSize = SeekBufferBytes });
        if (!Advance())
            throw new ImportException($"{path}: the file has become shorter while it was replayed", $"{path}：文件在回放期间变短了");
    }

    /// <summary>The current row's value of a column.</summary>
    public string Value(int column, string name) =>
        column >= reader.FieldCount ? "" : Utf8.IsValid(reader.GetSpan(column))
            ? reader.GetString(column)
            : throw ImportException.At(path, Line, name, column, new Bilingual("not UTF-8", "不是 UTF-8"));

    public ImportException Fault(int column, string name, Bilingual what) => ImportException.At(path, Line, name, column, what);

    public void Dispose() => reader.Dispose();

    internal static CsvReaderOptions Options(char separator = ',') => new()
    {
        Separator = separator,
        DetectSeparatorHint = false,
        TrackLineNumbers = true,
        MaxRecordSize = MaxRowBytes,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private void ReadHeader()
    {
        string[] headers;
        try
        {
            headers = [.. reader.Headers];
        }
        catch (CsvFormatException error)
        {
            throw CsvFault.Of(path, read, separator, error);
        }

        width = headers.Length;
        if (headers.Length == 0)
            throw ImportException.At(path, 1, new Bilingual("the file is empty, a header was expected", "文件为空，缺少表头"));
        for (var at = 0; at < headers.Length; at++)
        {
            if (headers[at].Contains('\uFFFD'))
                throw ImportException.At(path, 1, headers[at], at, new Bilingual("the header is not UTF-8", "表头不是 UTF-8"));
            var name = CsvHeader.Name(headers[at]);
            // A column without a heading is no column of the map's; there may be several.
            if (name.Length > 0 && !columns.TryAdd(name, at))
                throw ImportException.At(path, 1, headers[at], at, new Bilingual("the header names this column twice", "表头中此列出现两次"));
        }
    }

    private bool IsBlank()
    {
        for (var at = 0; at < reader.FieldCount; at++)
            if (!IsBlank(reader.GetSpan(at)))
                return false;
        return true;
    }

    private static bool IsBlank(ReadOnlySpan<byte> field)
    {
        foreach (var b in field)
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r'))
                return false;
        return true;
    }

    private bool IsHeader()
    {
        foreach (var (name, at) in columns)
            if (at >= reader.FieldCount || reader.GetString(at).Trim() != name)
                return false;
        return true;
    }

    private bool Advance()
    {
        try
        {
            if (!reader.Read())
                return false;
        }
        catch (CsvFormatException error)
        {
            throw CsvFault.Of(path, read, separator, error);
        }

        // Separators behind the last column, with nothing between them, are a spreadsheet's.
        var fields = reader.FieldCount;
        while (fields > width && IsBlank(reader.GetSpan(fields - 1)))
            fields--;
        if (fields != width && !(fields == 1 && IsBlank(reader.GetSpan(0))))
            throw ImportException.At(path, reader.LineNumber, new Bilingual(
                $"{reader.FieldCount} fields, but the header has {width}", $"有 {reader.FieldCount} 个字段，表头却有 {width} 个"));
        return true;
    }
}
