using System.Text.RegularExpressions;
using Google.Protobuf;
using System.Security.Cryptography;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Import;

/// <summary>
/// The ids of a file's rows, looked at before anything is sent: two rows of one id would become one report, and an id that
/// a spreadsheet has shortened is no id.
/// </summary>
internal sealed partial class RowIds(string path)
{
    /// <summary>Rows of one file: their ids are held in memory, some 50 bytes each.</summary>
    public const int MaxRows = 5_000_000;

    private readonly Dictionary<Guid, (long Line, UInt128 Content)> seen = [];
    private long repeated, firstRepeated, zeroed, longDigits, shorter, decimalIds;
    private int zeroLength;

    /// <param name="id">As it stands in the file, trimmed.</param>
    /// <returns>Null, or the line of another row with the same id and other content.</returns>
    public long? Clash(ImportRow row, string id, long line)
    {
        Look(id);
        if (seen.Count >= MaxRows)
            throw new ImportException($"{path}: more than {MaxRows:N0} rows; split the file", $"{path}：超过 {MaxRows:N0} 行，请拆分文件");
        var content = Hash(row);
        if (seen.TryAdd(Guid.Parse(row.Report.ReportId), (line, content)))
            return null;
        var first = seen[Guid.Parse(row.Report.ReportId)];
        if (first.Content != content)
            return first.Line;
        if (repeated++ == 0)
            firstRepeated = line;
        return null;
    }

    /// <summary>What is wrong with an id by itself; null when nothing is.</summary>
    public static Bilingual? FaultOf(string id) => Shortened().IsMatch(id)
        ? new Bilingual(
            $"\"{id}\" is a number that a spreadsheet has shortened: format the column as text and export it again",
            $"“{id}”是被电子表格缩写的数字：请将该列设为文本后重新导出")
        : null;

    public IEnumerable<Bilingual> Notes()
    {
        if (repeated > 0)
            yield return new Bilingual(
                $"{repeated} rows repeat an earlier row, the first on line {firstRepeated}: each counts once",
                $"{repeated} 行与前面的行完全相同，首见于第 {firstRepeated} 行：只计一次");
        if (zeroed > 0 && shorter > 0)
            yield return new Bilingual(
                $"some ids begin with 0 and have {zeroLength} digits, {shorter} have fewer: a spreadsheet may have taken their leading zeros",
                $"有编号以 0 开头、共 {zeroLength} 位，另有 {shorter} 个位数较少：前导零可能已被电子表格去掉");
        if (longDigits > 1)
            yield return new Bilingual(
                $"{longDigits} ids have more than 15 digits and end in zeros from the 16th on: a spreadsheet may have rounded them",
                $"{longDigits} 个编号超过 15 位且第 16 位起全为零：可能已被电子表格舍入");
        if (decimalIds > 0)
            yield return new Bilingual(
                $"{decimalIds} ids end in \".0\": another export of the same list may lack it, and count its rows again",
                $"{decimalIds} 个编号以“.0”结尾：同一清单的其他导出可能没有它，会被重复计入");
    }

    private void Look(string id)
    {
        if (id.EndsWith(".0", StringComparison.Ordinal)) decimalIds++;
        if (id.AsSpan().ContainsAnyExceptInRange('0', '9')) return;
        if (id.Length > 15 && !id.AsSpan(15).ContainsAnyExcept('0')) longDigits++;
        if (id.Length > 1 && id[0] == '0')
        {
            zeroed++;
            zeroLength = Math.Max(zeroLength, id.Length);
        }
        else if (zeroLength == 0 || id.Length < zeroLength)
        {
            shorter++;
        }
    }

    private static UInt128 Hash(ImportRow row)
    {
        var digest = SHA256.HashData(row.Report.ToByteArray());
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    [GeneratedRegex(@"\A[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shortened();
}
