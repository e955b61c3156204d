using System.Text;
using System.Text.Unicode;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Import;

/// <summary>
/// A file as spreadsheets save it, made into UTF-8: the file itself where it is that already, else a copy that goes with
/// this object. What was mended is said; what is not safe to guess is refused.
/// </summary>
internal sealed class CsvSource : IDisposable
{
    private const int BlockBytes = 1 << 16;

    private CsvSource(string path, string original) => (Path, Original) = (path, original);

    /// <summary>Where the UTF-8 lies.</summary>
    public string Path { get; }

    public string Original { get; }

    public List<Bilingual> Notes { get; } = [];

    /// <exception cref="ImportException">It is in no encoding that can be told for sure.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CsvSource Open(string path)
    {
        var (encoding, name) = EncodingOf(path);
        if (encoding is null)
            return new CsvSource(path, path);
        var copy = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"realtimegov-{Guid.NewGuid():N}.csv");
        var source = new CsvSource(copy, path);
        try
        {
            Transcode(path, encoding, copy);
        }
        catch (DecoderFallbackException error)
        {
            source.Dispose();
            throw new ImportException($"{path}: not {name}; save it as UTF-8", $"{path}：不是 {name} 编码，请另存为 UTF-8", error);
        }
        catch
        {
            source.Dispose();
            throw;
        }

        source.Notes.Add(new Bilingual($"the file is {name}; it is read as such", $"文件是 {name} 编码，已按此读取"));
        return source;
    }

    public void Dispose()
    {
        if (Path != Original)
            File.Delete(Path);
    }

    // Null: UTF-8, or something whose faults are told by line and column.
    private static (Encoding? Encoding, string Name) EncodingOf(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[4096];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var start = head.AsSpan(0, length);
        if (start is [0xFF, 0xFE, ..]) return (new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), "UTF-16");
        if (start is [0xFE, 0xFF, ..]) return (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), "UTF-16");
        file.Position = 0;
        return GbText.Looks(file) ? (GbText.Encoding, "GB18030") : (null, "UTF-8");
    }

    private static void Transcode(string from, Encoding encoding, string to)
    {
        using var reader = new StreamReader(from, encoding, detectEncodingFromByteOrderMarks: false, BlockBytes);
        // What people reported lies there for a moment, in a folder of everybody's.
        using var writer = new StreamWriter(OwnersFiles.Open(to, FileMode.CreateNew, FileAccess.Write), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BlockBytes);
        var block = new char[BlockBytes];
        var isFirst = true;
        for (int read; (read = reader.Read(block)) > 0; isFirst = false)
            writer.Write(block.AsSpan(isFirst && block[0] == '\uFEFF' ? 1 : 0, read - (isFirst && block[0] == '\uFEFF' ? 1 : 0)));
    }
}

/// <summary>Chinese text in the encoding of the Chinese Windows, told from damaged UTF-8 and from Western letters.</summary>
internal static class GbText
{
    /// <summary>Of the bytes above ASCII, as pairs of the common characters (both bytes from A1): Western letters stand beside ASCII ones instead.</summary>
    private const double CommonMin = 0.8;

    public static Encoding Encoding { get; } = Make();

    public static bool Looks(Stream file)
    {
        var (high, common, isUtf8) = (0L, 0L, true);
        using var all = new BufferedStream(file, 1 << 16);
        var utf8Left = 0;
        for (int b, before = -1; (b = all.ReadByte()) >= 0; before = b)
        {
            isUtf8 = isUtf8 && (utf8Left > 0 ? (b & 0xC0) == 0x80 : b < 0x80 || b is >= 0xC2 and <= 0xF4);
            if (utf8Left > 0) utf8Left--;
            else if (b >= 0xC2) utf8Left = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : 1;
            if (b < 0x80) continue;
            high++;
            if (before >= 0xA1 && b >= 0xA1)
            {
                common += 2;
                b = 0; // a pair is taken: its second byte begins no other
            }
        }

        return !isUtf8 && high > 0 && common >= CommonMin * high && !HoldsUtf8(file);
    }

    // Damaged UTF-8 is no GB18030: most of its characters are still whole.
    private static bool HoldsUtf8(Stream file)
    {
        using var again = file is FileStream named ? File.OpenRead(named.Name) : file;
        var bytes = new byte[1 << 16];
        var read = bytes.AsSpan(0, again.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        var (whole, broken) = (0, 0);
        while (!read.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(read, out _, out var used);
            if (status != System.Buffers.OperationStatus.Done) broken++;
            else if (used > 1) whole++;
            read = read[used..];
        }

        return whole > broken;
    }

    private static Encoding Make()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}
