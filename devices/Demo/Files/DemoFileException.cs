namespace RealtimeGov.Devices.Demo.Files;

/// <summary>A demo file that cannot be used. The message reads <c>file:line:column: what is wrong</c>, both from 1.</summary>
public sealed class DemoFileException(string file, int line, int column, string what)
    : Exception($"{file}:{line}:{column}: {what}")
{
    /// <summary>The file's name without its folder.</summary>
    public string File { get; } = file;

    public int Line { get; } = line;

    /// <summary>In characters, not bytes.</summary>
    public int Column { get; } = column;

    public string What { get; } = what;
}
