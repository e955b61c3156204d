namespace RealtimeGov.Domain.Regions;

/// <summary>Definitions that make no tree; nothing of them is to be used.</summary>
/// <param name="code">What is wrong; see <see cref="RegionTreeError"/>.</param>
/// <param name="region">The region at fault, or empty where it is the tree as a whole.</param>
public sealed class RegionTreeException(string code, string region, string message, string messageZh) : Exception(message)
{
    public string Code { get; } = code;

    public string Region { get; } = region;

    public string MessageZh { get; } = messageZh;
}
