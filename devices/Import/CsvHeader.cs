using System.Text;
using ADRaffy.ENSNormalize;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Import;

/// <summary>A file's first line: which separator it was written with, and what its columns are called.</summary>
internal static class CsvHeader
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>The separator with which the first line has every column that the map names; a comma where none does.</summary>
    public static char SeparatorOf(string path, IReadOnlyCollection<string> wanted)
    {
        var line = FirstLine(path);
        foreach (var separator in Separators)
        {
            var names = line.Split(separator).Select(name => Name(name.Trim().Trim('"'))).ToHashSet(StringComparer.Ordinal);
            if (wanted.All(column => names.Contains(Name(column))))
                return separator;
        }

        return ',';
    }

    public static Bilingual SeparatorNote(char separator)
    {
        var (english, chinese) = separator switch
        {
            ';' => ("semicolons", "分号"),
            '\t' => ("tabs", "制表符"),
            _ => ("bars", "竖线"),
        };
        return new Bilingual($"its columns are separated by {english}", $"各列以{chinese}分隔");
    }

    /// <summary>A column's name as it is compared: without blanks around it, in NFC.</summary>
    public static string Name(string name)
    {
        var trimmed = name.Trim().Trim('\uFEFF');
        return Ascii.IsValid(trimmed) || trimmed.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar) ? trimmed : ENSNormalize.NF.NFC(trimmed);
    }

    private static string FirstLine(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var line = new StringBuilder();
        var isQuoted = false;
        for (int c; line.Length < CsvTable.MaxRowBytes && (c = reader.Read()) >= 0;)
        {
            if (c == '"')
                isQuoted = !isQuoted;
            if (c is '\n' or '\r' && !isQuoted)
                break;
            line.Append((char)c);
        }

        return line.ToString();
    }
}
