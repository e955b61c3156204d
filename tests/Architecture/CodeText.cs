using System.Text.RegularExpressions;

namespace RealtimeGov.Architecture.Tests;

/// <summary>C# without its comments and the contents of its strings, so that prose cannot break a rule about code.</summary>
internal static partial class CodeText
{
    public static string Of(string source) => Prose().Replace(source, match => match.Value[0] == '/' ? " " : "\"\"");

    // Raw strings, then block and line comments, then verbatim and ordinary strings, whichever begins first.
    [GeneratedRegex("\"\"\"[\\s\\S]*?\"\"\"|/\\*[\\s\\S]*?\\*/|//[^\\n]*|@\"(?:[^\"]|\"\")*\"|\"(?:\\\\.|[^\"\\\\\\n])*\"")]
    private static partial Regex Prose();
}
