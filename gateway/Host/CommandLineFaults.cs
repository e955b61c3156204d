using System.CommandLine;
using System.CommandLine.Parsing;

namespace RealtimeGov.Gateway.Host;

/// <summary>
/// What is wrong with a command line, in our words: each begins with its option's name. The library's repeat what was
/// given, and what was given in the wrong place may be a password.
/// </summary>
internal static class CommandLineFaults
{
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        var unknown = result.UnmatchedTokens.Select(Unknown);
        // Ours begin with the option's name; of the library's, only what they are about is taken.
        var options = result.Errors.Where(error => error.SymbolResult is OptionResult).Select(error => Of(error, (OptionResult)error.SymbolResult!));
        return [.. unknown.Concat(options).Distinct()];
    }

    private static string Of(ParseError error, OptionResult option)
    {
        var name = option.Option.Name;
        if (error.Message.StartsWith(name + ":", StringComparison.Ordinal)) return error.Message;
        return option.IdentifierTokenCount > 1 ? $"{name}: is given more than once"
            : option.Tokens.Count == 0 ? $"{name}: wants a value"
            : $"{name}: takes one value";
    }

    // Of NAME=VALUE the name alone.
    private static string Unknown(string token) => token.StartsWith('-')
        ? $"{token.Split('=', 2)[0]}: there is no such option; --help lists them"
        : "a value belongs to no option: one with blanks or ; in it wants quotes";
}
