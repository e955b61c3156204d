using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Import;

/// <summary>The map or the file is not as it must be. The message names file, line and column; nothing has been sent.</summary>
public sealed class ImportException(Bilingual said, Exception? inner = null) : BilingualException(said, inner)
{
    internal ImportException(string english, string chinese, Exception? inner = null)
        : this(new Bilingual(english, chinese), inner)
    {
    }

    /// <summary>A fault at a place in the file.</summary>
    internal static ImportException At(string file, long line, Bilingual what, Exception? inner = null) =>
        new($"{file}, line {line}: {what.English}", $"{file} 第 {line} 行：{what.Chinese}", inner);

    /// <summary>A fault in a column that has no name yet; <paramref name="index"/> counts columns from 0.</summary>
    internal static ImportException At(string file, long line, int index, Bilingual what, Exception? inner = null) =>
        new($"{file}, line {line}, column {index + 1}: {what.English}", $"{file} 第 {line} 行第 {index + 1} 列：{what.Chinese}", inner);

    /// <summary>A fault in one value of a row; <paramref name="index"/> counts columns from 0.</summary>
    internal static ImportException At(string file, long line, string column, int index, Bilingual what) => new(
        $"{file}, line {line}, column {index + 1} \"{column}\": {what.English}",
        $"{file} 第 {line} 行第 {index + 1} 列“{column}”：{what.Chinese}");
}
