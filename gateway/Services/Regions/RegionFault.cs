namespace RealtimeGov.Gateway.Regions;

/// <summary>One thing that is wrong with a region file.</summary>
/// <param name="Code">See <see cref="RegionFileError"/> and the domain's RegionTreeError.</param>
/// <param name="Message">In English, without the place.</param>
/// <param name="MessageZh">In Chinese, without the place.</param>
public sealed record RegionFault(string Code, string Message, string MessageZh, RegionFilePlace Place)
{
    internal string Line => $"{Place}: {Message}";

    internal string LineZh => $"{Place.TextZh}：{MessageZh}";
}
