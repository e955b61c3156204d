using System.Text.RegularExpressions;

namespace RealtimeGov.Domain.Privacy;

/// <summary>
/// Takes from what people write the numbers that lead to a person: telephone, identity and plate numbers, however many there
/// are in a text and however they are written: full-width digits, +86, blanks and hyphens between digits, Chinese numerals.
/// What begins a number stays, so that two of them can be told apart; the rest becomes asterisks, character for character.
/// A mask, not a proof: names and places stay as they were written.
/// </summary>
public static partial class TextMask
{
    private const char Hidden = '*';

    /// <summary>
    /// What a person wrote about a matter. Numbers that everybody calls (12345, 110, 400-...) stay, and so does whatever
    /// <paramref name="isCode"/> knows as a code of the town's own, and a region's code of 9, 12 or 15 digits.
    /// </summary>
    public static string Masked(string text, Func<string, bool>? isCode = null) => Hide(text, isCode, landlines: true);

    /// <summary>What an office answers: the same, but the office's own number is there to be called.</summary>
    public static string MaskedReply(string text, Func<string, bool>? isCode = null) => Hide(text, isCode, landlines: false);

    /// <summary>A person's name as screens show it: the first character and two asterisks, 费**. One whose name was erased has none.</summary>
    public static string MaskedName(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length == 0) return "";
        var first = char.IsHighSurrogate(trimmed[0]) && trimmed.Length > 1 ? 2 : 1;
        return $"{trimmed[..first]}{Hidden}{Hidden}";
    }

    private static string Hide(string text, Func<string, bool>? isCode, bool landlines)
    {
        if (text.Length < 5) return text;
        var plain = string.Create(text.Length, text, static (plain, text) =>
        {
            for (var at = 0; at < text.Length; at++) plain[at] = Plain(text[at]);
        });
        char[]? masked = null;
        Cover(Identity(), plain, kept: 3);
        Cover(Mobile(), plain, kept: 3);
        if (landlines) Cover(Landline(), plain, kept: 0);
        if (landlines) Cover(CalledNumber(), plain, kept: 0);
        Cover(Plate(), plain, kept: 0);
        if (text.AsSpan().IndexOfAny(Numerals) >= 0) Cover(SpokenMobile(), text, kept: 3);
        return masked is null ? text : new string(masked);

        void Cover(Regex numbers, string within, int kept)
        {
            for (var match = numbers.Match(within); match.Success; match = match.NextMatch())
            {
                var number = match.Groups["number"];
                if (isCode is not null && isCode(within.Substring(match.Index, match.Length))) continue;
                masked ??= text.ToCharArray();
                var left = kept;
                for (var at = number.Index; at < number.Index + number.Length; at++)
                    if (char.IsAsciiLetterOrDigit(within[at]) || Numerals.Contains(within[at]))
                        if (--left < 0) masked[at] = Hidden;
            }
        }
    }

    private const string Numerals = "〇零一二三四五六七八九幺";

    // One character for one: what is found in the one is covered in the other.
    private static char Plain(char c) => c switch
    {
        >= '\uFF10' and <= '\uFF19' => (char)(c - '\uFF10' + '0'),
        >= '\uFF21' and <= '\uFF3A' => (char)(c - '\uFF21' + 'A'),
        >= '\uFF41' and <= '\uFF5A' => (char)(c - '\uFF41' + 'a'),
        '\uFF0B' => '+',
        '\uFF08' => '(',
        '\uFF09' => ')',
        '\u00A0' or '\u3000' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\t' => ' ',
        '\uFF0D' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' => '-',
        '\u00B7' or '\u2022' or '\u30FB' or '\uFF0E' => '.',
        _ => c,
    };

    // Eleven digits that begin 13 to 19, no more and no fewer, with or without the country's code.
    [GeneratedRegex(@"(?<![0-9])(?:(?:\+|00)?86[ .-]{0,2})?(?<number>1[ .-]?[3-9](?:[ .-]?[0-9]){9})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Mobile();

    // Eighteen, of which seven to fourteen are a day on which somebody living can have been born; a region's code has fifteen at most.
    [GeneratedRegex(@"(?<![0-9])(?<number>[1-9][0-9]{5}[ -]?(?:18|19|20)[0-9]{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12][0-9]|3[01])[ -]?[0-9]{3}[0-9Xx])(?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Identity();

    // With the area's code, which stays.
    [GeneratedRegex(@"(?<![0-9])\(?0[1-9][0-9]{1,2}\)?[ -]{0,2}(?<number>[2-9][0-9]{6,7}|[2-9][0-9]{2,3}[ -][0-9]{4})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Landline();

    // Without it, seven or eight digits are a telephone's where the text says so.
    [GeneratedRegex(@"(?:电话|座机|手机|致电|拨打|联系|[Tt][Ee][Ll])[^0-9\n]{0,4}(?<number>[2-9][0-9]{6,7}|[2-9][0-9]{2,3}[ -][0-9]{4})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex CalledNumber();

    // The province and the letter stay; an electric car's has one more.
    [GeneratedRegex(@"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][ .-]{0,2}(?<number>[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳])(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Plate();

    [GeneratedRegex(@"(?<![〇零一二三四五六七八九幺])(?<number>[一幺][三四五六七八九][〇零一二三四五六七八九幺]{9})(?![〇零一二三四五六七八九幺])", RegexOptions.CultureInvariant)]
    private static partial Regex SpokenMobile();
}
