using System.Text;
using ADRaffy.ENSNormalize;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Field;

/// <summary>
/// Codes as they are compared: without blanks around them and in Unicode's form NFC, however a form, a spreadsheet or a
/// telephone's keyboard has written them.
/// </summary>
public static class CodeText
{
    public static string Of(string code)
    {
        if (IsPlain(code)) return code;
        var trimmed = code.Trim();
        // Not string.Normalize: without ICU, which not every town's machine has, it changes nothing.
        return IsPlain(trimmed) || HasHalfAPair(trimmed) ? trimmed : ENSNormalize.NF.NFC(trimmed);
    }

    /// <summary>Puts the codes of a report right. The text stays as it was written.</summary>
    public static void Normalize(Report report)
    {
        if (!IsPlain(report.StewardId)) report.StewardId = Of(report.StewardId);
        if (!IsPlain(report.GridCode)) report.GridCode = Of(report.GridCode);
        if (!IsPlain(report.Category)) report.Category = Of(report.Category);
        if (!IsPlain(report.JoinsIssueId)) report.JoinsIssueId = Of(report.JoinsIssueId);
    }

    // No code of ours, and no fault to throw.
    private static bool HasHalfAPair(string code) => code.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);

    // Nearly every code is ASCII without blanks at its ends, or a category of Chinese characters, which are NFC.
    private static bool IsPlain(string code)
    {
        if (code.Length == 0) return true;
        if (char.IsWhiteSpace(code[0]) || char.IsWhiteSpace(code[^1])) return false;
        foreach (var c in code)
            if (c >= 0x80 && c is not (>= '\u4E00' and <= '\u9FFF')) return false;
        return true;
    }
}
