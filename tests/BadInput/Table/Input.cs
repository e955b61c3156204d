using System.Globalization;
using System.Text;

namespace RealtimeGov.BadInput.Tests.Table;

/// <summary>
/// What a row puts into its field, in the words that bad-input.md explains: <c>missing</c>, <c>"a" + 2001 × "字"</c>,
/// <c>bytes C3 28</c>, <c>{photo}</c>; numbers and times; <c>varint 7</c>, <c>length 01</c> and <c>double 1</c> for the wire.
/// </summary>
internal sealed class Input(string said, Func<string, string> named)
{
    public string Said => said;

    public bool IsMissing => said == "missing";

    /// <summary>As text in UTF-8, or the bytes that stand for it.</summary>
    public byte[] Bytes => [.. Terms(said).SelectMany(Term)];

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The word it begins with, and what follows: <c>("varint", "7")</c>.</summary>
    public (string Word, string More) Word => said.IndexOf(' ') is var at and > 0 ? (said[..at], said[(at + 1)..]) : (said, "");

    public double Double => Word switch
    {
        ("double", var number) => double.Parse(number, CultureInfo.InvariantCulture),
        _ => double.Parse(said, CultureInfo.InvariantCulture),
    };

    /// <summary>How many times which value: <c>21 of {photo}</c>; once where it says no number.</summary>
    public (int Count, Input One) Times =>
        said.Split(" of ", 2) is [var count, var one] && int.TryParse(count, out var times) ? (times, new Input(one, named)) : (1, this);

    private byte[] Term(string term)
    {
        if (term.Split(" × ", 2) is [var count, var one])
            return [.. Enumerable.Repeat(Term(one), int.Parse(count, CultureInfo.InvariantCulture)).SelectMany(bytes => bytes)];
        if (term.StartsWith("bytes ", StringComparison.Ordinal)) return Convert.FromHexString(term[6..].Replace(" ", ""));
        if (term is ['{', .., '}']) return Encoding.UTF8.GetBytes(named(term[1..^1]));
        if (term is ['"', .., '"']) return Encoding.UTF8.GetBytes(Unescaped(term[1..^1]));
        throw new FormatException($"\"{term}\" is no input that bad-input.md explains");
    }

    // At " + " outside quotes.
    private static IEnumerable<string> Terms(string said)
    {
        var (from, quoted) = (0, false);
        for (var at = 0; at < said.Length; at++)
        {
            if (said[at] == '"' && (at == 0 || said[at - 1] != '\\')) quoted = !quoted;
            if (quoted || !said.AsSpan(at).StartsWith(" + ")) continue;
            yield return said[from..at];
            from = at + 3;
        }

        yield return said[from..];
    }

    // \n, \t, \", \\ and \u{200B}; everything else stands for itself.
    private static string Unescaped(string text)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                plain.Append(text[at]);
                continue;
            }

            at++;
            if (text[at] != 'u')
            {
                plain.Append(text[at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'p' => '|', var other => other });
                continue;
            }

            var end = text.IndexOf('}', at);
            plain.Append(new Rune(int.Parse(text[(at + 2)..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
            at = end;
        }

        return plain.ToString();
    }
}
