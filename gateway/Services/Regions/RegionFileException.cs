namespace RealtimeGov.Gateway.Regions;

/// <summary>A region file that cannot be used; nothing of it is.</summary>
/// <param name="code">What is wrong; see <see cref="RegionFileError"/> and the domain's RegionTreeError.</param>
/// <param name="message">In English, without the place.</param>
/// <param name="messageZh">In Chinese, without the place.</param>
/// <param name="place">Where in the file.</param>
public sealed class RegionFileException(string code, string message, string messageZh, RegionFilePlace place, Exception? inner = null)
    : Exception($"Region file{place}: {message}", inner)
{
    public string Code { get; } = code;

    public string MessageZh { get; } = $"区划文件{place.TextZh}：{messageZh}";

    public RegionFilePlace Place { get; } = place;

    /// <summary>The same, with the place better known.</summary>
    internal RegionFileException At(RegionFilePlace known) => new(Code, message, messageZh, known, InnerException);
}
