using System.Text;
using Google.Protobuf;
using SQLitePCL;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>A value of a row on its way to SQLite, which copies it: an integer, a real, text or bytes; never null.</summary>
internal readonly struct SqlValue
{
    /// <summary>Text up to so many characters is encoded on the stack: 3 bytes of UTF-8 a character at most.</summary>
    private const int ShortMax = 200;

    private readonly object? reference; // none: an integer
    private readonly long number;

    private SqlValue(object? reference, long number = 0) => (this.reference, this.number) = (reference, number);

    public static implicit operator SqlValue(long value) => new(null, value);

    public static implicit operator SqlValue(double value) => new((object)value);

    public static implicit operator SqlValue(string value) => new(value ?? throw new ArgumentNullException(nameof(value)));

    public static implicit operator SqlValue(byte[] value) => new(value ?? throw new ArgumentNullException(nameof(value)));

    public static implicit operator SqlValue(ByteString value) => new(value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>SQLite's result code.</summary>
    /// <param name="position">From 1.</param>
    public int Bind(sqlite3_stmt to, int position) => reference switch
    {
        null => raw.sqlite3_bind_int64(to, position, number),
        string text => BindText(to, position, text),
        byte[] bytes => BindBytes(to, position, bytes),
        ByteString bytes => BindBytes(to, position, bytes.Span),
        double real => raw.sqlite3_bind_double(to, position, real),
        _ => throw new InvalidOperationException($"a {reference.GetType().Name} is no value of a row"),
    };

    private static int BindText(sqlite3_stmt to, int position, string text)
    {
        if (text.Length is 0 or > ShortMax) return raw.sqlite3_bind_text(to, position, text);
        Span<byte> utf8 = stackalloc byte[3 * ShortMax];
        return raw.sqlite3_bind_text(to, position, (ReadOnlySpan<byte>)utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    // Text or bytes of length 0 have no address, and SQLite would take that for a null.
    private static int BindBytes(sqlite3_stmt to, int position, ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(to, position, 0) : raw.sqlite3_bind_blob(to, position, bytes);
}
