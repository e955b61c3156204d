using System.Text;
using Google.Protobuf;
using RealtimeGov.Journal.ReadModel;
using SQLitePCL;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Values on their way to SQLite, which copies them.</summary>
internal static class RowValueBinding
{
    /// <summary>Text up to so many characters is encoded on the stack: 3 bytes of UTF-8 a character at most.</summary>
    private const int ShortMax = 200;

    /// <summary>SQLite's result code.</summary>
    /// <param name="position">From 1.</param>
    public static int Bind(this in RowValue value, sqlite3_stmt to, int position) => value.Reference switch
    {
        null => raw.sqlite3_bind_int64(to, position, value.Number),
        string text => BindText(to, position, text),
        byte[] bytes => BindBytes(to, position, bytes),
        ByteString bytes => BindBytes(to, position, bytes.Span),
        _ when value.IsReal => raw.sqlite3_bind_double(to, position, value.Real),
        _ => BindBytes(to, position, value.ToBytes()),
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
