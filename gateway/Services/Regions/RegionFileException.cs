namespace RealtimeGov.Gateway.Regions;

/// <summary>A region file that cannot be used; nothing of it is.</summary>
/// <param name="faults">All that were found, in the order of the file; at least one.</param>
public sealed class RegionFileException(IReadOnlyList<RegionFault> faults, Exception? inner = null) : Exception(Text(faults), inner)
{
    /// <summary>So many faults are told; whoever has more mends these first.</summary>
    public const int ToldMax = 20;

    internal RegionFileException(RegionFault fault, Exception? inner = null)
        : this([fault], inner)
    {
    }

    public IReadOnlyList<RegionFault> Faults => faults;

    /// <summary>Of the first.</summary>
    public string Code => faults[0].Code;

    /// <summary>Of the first.</summary>
    public RegionFilePlace Place => faults[0].Place;

    public string MessageZh { get; } = TextZh(faults);

    private static string Text(IReadOnlyList<RegionFault> faults) => faults.Count == 1
        ? "Region file" + faults[0].Line
        : $"Region file: {faults.Count} faults, and nothing of it is used:"
            + string.Concat(faults.Take(ToldMax).Select(fault => "\n " + fault.Line))
            + (faults.Count > ToldMax ? $"\n  and {faults.Count - ToldMax} more" : "");

    private static string TextZh(IReadOnlyList<RegionFault> faults) => faults.Count == 1
        ? "区划文件" + faults[0].LineZh
        : $"区划文件：共 {faults.Count} 处错误，文件未被采用："
            + string.Concat(faults.Take(ToldMax).Select(fault => "\n " + fault.LineZh))
            + (faults.Count > ToldMax ? $"\n  另有 {faults.Count - ToldMax} 处" : "");
}
