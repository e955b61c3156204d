using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace RealtimeGov.Json;

/// <summary>
/// Reads JSON that comes from outside. A member that is named twice has two meanings, of which every reader picks its own:
/// it is refused, as is a text that is no Unicode, before anything is made of either.
/// </summary>
public static class StrictJson
{
    /// <summary>Ours are a few levels deep; GeoJSON coordinates are the deepest.</summary>
    public const int DepthMax = 64;

    /// <summary>For files of our own: a member that is not known is refused too.</summary>
    public static JsonSerializerOptions Files { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, MaxDepth = DepthMax, WriteIndented = true,
    };

    /// <summary>For answers of a server, which may grow by members that this program does not know yet.</summary>
    public static JsonSerializerOptions Answers { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false, MaxDepth = DepthMax, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonDocumentOptions Document = new() { AllowDuplicateProperties = false, MaxDepth = DepthMax };

    /// <summary>The mark that some editors put first is left out.</summary>
    /// <exception cref="StrictJsonException">It is not JSON, or not to be read in one way only.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        var text = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        JsonDocument? json = null;
        try
        {
            json = JsonDocument.Parse(text, Document);
            if (!Utf8.IsValid(text.Span)) throw NotUnicode(text.Span, TextPosition.FirstInvalid(text.Span));
            if (TextPosition.FirstHalfCharacter(text.Span) is { } half) throw NotUnicode(text.Span, half);
            return json;
        }
        catch (JsonException malformed) when (malformed.LineNumber is { } line)
        {
            throw new StrictJsonException(
                StrictJsonFault.Malformed, TextPosition.At(text.Span, line, malformed.BytePositionInLine ?? 0), inner: malformed);
        }
        catch (JsonException)
        {
            // System.Text.Json tells a second member without its place.
            throw MemberTwice(text.Span);
        }
        catch (InvalidOperationException halfCharacter)
        {
            var at = TextPosition.FirstHalfCharacter(text.Span) ?? 0;
            throw new StrictJsonException(StrictJsonFault.NotUnicode, TextPosition.At(text.Span, at), inner: halfCharacter);
        }
        catch (StrictJsonException)
        {
            json?.Dispose();
            throw;
        }
    }

    /// <exception cref="StrictJsonException">As of <see cref="Parse"/>.</exception>
    /// <exception cref="IOException">The stream broke off.</exception>
    public static async Task<JsonDocument> ParseAsync(Stream stream, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    private static StrictJsonException NotUnicode(ReadOnlySpan<byte> text, int offset) =>
        new(StrictJsonFault.NotUnicode, TextPosition.At(text, offset));

    private static StrictJsonException MemberTwice(ReadOnlySpan<byte> text) =>
        SecondMember.Find(text) is { } second
            ? new(StrictJsonFault.MemberTwice, TextPosition.At(text, second.Offset), second.Name)
            : throw new InvalidOperationException("a member is named twice and not found");
}
