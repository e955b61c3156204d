namespace RealtimeGov.Devices.Import;

/// <summary>The map or the file is not as it must be. The message names file, line and column; nothing has been sent.</summary>
public sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A fault at a place in the file.</summary>
    internal static ImportException At(string file, long line, string what) => new($"{file}, line {line}: {what}");

    /// <summary>A fault in one value of a row; <paramref name="index"/> counts columns from 0.</summary>
    internal static ImportException At(string file, long line, string column, int index, string what) =>
        new($"{file}, line {line}, column {index + 1} \"{column}\": {what}");
}
