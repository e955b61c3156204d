using CsvHelper;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Import;

/// <summary>Finds the column of a fault that the reader tells by line: it looks at that row again, byte by byte.</summary>
internal static class CsvFault
{
    private const byte Quote = (byte)'"';

    private static readonly Bilingual NeverClosed = new("a quoted field is never closed", "引号字段没有结束引号");
    private static readonly Bilingual AfterQuote = new("there is text after the closing quote", "结束引号之后还有文字");
    private static readonly Bilingual QuoteWithin = new("there is a quote within a field that does not begin with one", "未以引号开头的字段中出现引号");

    public static ImportException Of(string path, string read, char separator, CsvFormatException error)
    {
        if (error.LineNumber < 1)
            return new ImportException($"{path}: {error.Message}", $"{path}：{error.Message}", error);
        var (column, what) = Find(RowAt(read, error.LineNumber), (byte)separator);
        return column < 0
            ? ImportException.At(path, error.LineNumber, new Bilingual(error.Message, error.Message), error)
            : ImportException.At(path, error.LineNumber, column, what, error);
    }

    /// <summary>The faulty field, from 0, and what is wrong with it; -1 when the row looks well.</summary>
    internal static (int Column, Bilingual What) Find(ReadOnlySpan<byte> row, byte separator = (byte)',')
    {
        var at = 0;
        for (var column = 0; ; column++)
        {
            var quoted = at < row.Length && row[at] == Quote;
            if (quoted && !SkipQuoted(row, ref at))
                return (column, NeverClosed);
            var end = at;
            while (end < row.Length && row[end] is not ((byte)'\n' or (byte)'\r') && row[end] != separator)
                end++;
            if (quoted && end > at)
                return (column, AfterQuote);
            if (row[at..end].Contains(Quote))
                return (column, QuoteWithin);
            if (end >= row.Length || row[end] != separator)
                return (-1, new Bilingual("", ""));
            at = end + 1;
        }
    }

    // Moves behind the closing quote; two quotes are one within the text.
    private static bool SkipQuoted(ReadOnlySpan<byte> row, ref int at)
    {
        for (at++; at < row.Length; at++)
        {
            if (row[at] != Quote)
                continue;
            if (at + 1 >= row.Length || row[at + 1] != Quote)
            {
                at++;
                return true;
            }

            at++;
        }

        return false;
    }

    // From the beginning of the line, at most as much as a row may be long.
    private static byte[] RowAt(string path, long line)
    {
        using var file = new BufferedStream(File.OpenRead(path), 1 << 16);
        var mark = new byte[3];
        if (file.ReadAtLeast(mark, 3, throwOnEndOfStream: false) < 3 || !mark.AsSpan().SequenceEqual("\uFEFF"u8))
            file.Position = 0;
        for (var passed = 1L; passed < line;)
        {
            var one = file.ReadByte();
            if (one < 0)
                return [];
            if (one == '\n')
                passed++;
        }

        var row = new byte[CsvTable.MaxRowBytes];
        return row[..file.ReadAtLeast(row, row.Length, throwOnEndOfStream: false)];
    }
}
