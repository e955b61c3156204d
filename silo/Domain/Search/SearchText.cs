using System.Text;
using RealtimeGov.Domain.Privacy;

namespace RealtimeGov.Domain.Search;

/// <summary>
/// A text as it is searched: masked, in one spelling, and cut into pairs of neighbouring characters. Chinese words have two
/// characters more often than any other number, which an index of three finds nothing of; by pairs every part of a text of two
/// characters or more is found.
/// </summary>
public static class SearchText
{
    /// <summary>Of a text; what follows is not found.</summary>
    public const int CharactersMax = 4_000;

    public const int QueryMin = 2, QueryMax = 64;

    /// <summary>What is kept and looked in: width and case make no difference, and nothing in it leads to a person.</summary>
    public static string Of(string text) => Spelled(TextMask.Masked(Cut(text)));

    /// <summary>The pairs of a searched text, each once: letters and digits alone, over whatever stands between them.</summary>
    public static IReadOnlyCollection<string> Pairs(string spelled)
    {
        var pairs = new SortedSet<string>(StringComparer.Ordinal);
        Rune? before = null;
        foreach (var rune in spelled.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune)) continue;
            if (before is { } first) pairs.Add($"{first}{rune}");
            before = rune;
        }
        return pairs;
    }

    /// <summary>A question in the spelling of what is kept; null where it is too short, too long, or has fewer than two letters or digits.</summary>
    public static string? Query(string asked)
    {
        var spelled = Spelled(asked.Trim());
        var length = spelled.EnumerateRunes().Take(QueryMax + 1).Count();
        return length is >= QueryMin and <= QueryMax && Pairs(spelled).Count > 0 ? spelled : null;
    }

    private static string Cut(string text) => text.Length <= CharactersMax ? text : text[..(char.IsHighSurrogate(text[CharactersMax - 1]) ? CharactersMax - 1 : CharactersMax)];

    private const char FirstWide = '\uFF01', LastWide = '\uFF5E', WideBlank = '\u3000';

    private static string Spelled(string text)
    {
        var narrow = string.Create(text.Length, text, static (narrow, text) =>
        {
            for (var at = 0; at < text.Length; at++) narrow[at] = text[at] is >= FirstWide and <= LastWide ? (char)(text[at] - FirstWide + '!') : text[at] == WideBlank ? ' ' : text[at];
        });
        return narrow.ToLowerInvariant();
    }
}
