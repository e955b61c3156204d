namespace RealtimeGov.BadInput.Tests.Table;

/// <summary>One row of docs/contracts/bad-input.md: a field, what is put there, and what comes of it.</summary>
/// <param name="Section">The heading above its table.</param>
/// <param name="Line">In the file, from 1: what a failing test names.</param>
internal sealed class Row(string section, int line, IReadOnlyDictionary<string, string> cells)
{
    public string Section => section;

    public int Line => line;

    /// <summary>What the field is put into: a message, a method of the hub, a call.</summary>
    public string Target => this["target"];

    public string Field => this["field"];

    public string Case => this["case"];

    public string Input => this["input"];

    /// <summary>What is sent, as text where it is one and is written out; empty for numbers, tokens and the like.</summary>
    public string Sent
    {
        get
        {
            try
            {
                return new Input(Input, name => throw new FormatException(name)).Bytes is { Length: > 0 } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : "";
            }
            catch (FormatException)
            {
                return "";
            }
        }
    }

    /// <summary>The cell below that heading, without the backticks around it.</summary>
    public string this[string column] => cells.TryGetValue(column, out var cell)
        ? cell
        : throw new InvalidOperationException($"bad-input.md, line {line}: the table of \"{section}\" has no column \"{column}\"");

    /// <summary>Names the row in a test's result.</summary>
    public string Key => $"{Target} {Field}: {Case}";
}
