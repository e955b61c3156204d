namespace RealtimeGov.Gateway.Live;

/// <summary>
/// How often frames leave. Between levels of grains nothing waits; only here, where one summary becomes a thousand
/// writes. The first frame after a quiet time leaves at once.
/// </summary>
internal static class Egress
{
    /// <summary>Up to this many screens the shorter interval holds.</summary>
    public const int FewScreensMax = 1_000;

    public static readonly TimeSpan CountsFew = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan CountsMany = TimeSpan.FromMilliseconds(200);

    /// <summary>Grids and feed are an order of magnitude larger than the counts, and nobody reads them at 20 Hz.</summary>
    public const int DetailFactor = 5;

    public static TimeSpan Counts(int screens) => screens <= FewScreensMax ? CountsFew : CountsMany;

    public static TimeSpan Details(int screens) => Counts(screens) * DetailFactor;
}
