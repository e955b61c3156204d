using System.Text.Json;

namespace RealtimeGov.Bench.Live;

/// <summary>Reads the hub's <c>counts</c> message as a screen does: the region's count, its version and each child's count.</summary>
internal static class CountsFrame
{
    private static ReadOnlySpan<byte> Target => "\"target\":\"counts\""u8;

    /// <summary>False for every other message.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, Watched watched, long[] children, out long valid, out long version)
    {
        valid = version = -1;
        if (message[..Math.Min(message.Length, 64)].IndexOf(Target) < 0) return false;
        var reader = new Utf8JsonReader(message);
        var listed = 0;
        var child = -1;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            // Depth: 1 the message, 2 its arguments, 3 the region's day, 5 a child in the day's list.
            if (reader.CurrentDepth == 3 && reader.ValueTextEquals("validReports"u8)) valid = Number(ref reader);
            else if (reader.CurrentDepth == 3 && reader.ValueTextEquals("version"u8)) version = Number(ref reader);
            else if (reader.CurrentDepth == 5 && reader.ValueTextEquals("code"u8))
            {
                reader.Read();
                child = watched.IndexOf(reader.ValueSpan, listed++);
            }
            else if (reader.CurrentDepth == 5 && child >= 0 && reader.ValueTextEquals("validReports"u8)) children[child] = Number(ref reader);
        }
        return valid >= 0 && version >= 0;
    }

    private static long Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }
}
