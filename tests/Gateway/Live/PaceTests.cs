using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Live;

public sealed class PaceTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly string[] All = ["counts", "grids", "feed"];

    [Fact]
    public void CountsThatComeWhileTheDetailsWaitDoNotWaitWithThem()
    {
        using var live = new LiveParts();
        var line = new KeptLine();
        live.Watches.Watch(live.Screen(line), "T", null);
        Assert.True(SpinWait.SpinUntil(() => line.Events.Count == All.Length, Patience.Max));
        live.Time.Advance(Egress.Details(screens: 0)); // so that the next frames leave at once

        Push(live, version: 1);
        Assert.True(SpinWait.SpinUntil(() => line.Events.Count == 2 * All.Length, Patience.Max));
        Assert.Equal([.. All, .. All], line.Events);
        live.Time.Advance(Moment);
        Push(live, version: 2); // from now on the details are due, but not before their interval
        live.Time.Advance(Egress.CountsFew - Moment);
        Assert.Equal([.. All, .. All, "counts"], line.Events);
        Push(live, version: 3); // while only the details wait
        live.Time.Advance(Egress.CountsFew - Moment);
        Assert.Equal([.. All, .. All, "counts"], line.Events);
        live.Time.Advance(Moment);
        Assert.Equal([.. All, .. All, "counts", "counts"], line.Events);
        live.Time.Advance(Egress.Details(screens: 0) - 2 * Egress.CountsFew);
        Assert.Equal([.. All, .. All, "counts", "counts", "grids", "feed"], line.Events);
    }

    private static void Push(LiveParts live, ulong version) =>
        live.Grains.Push(live.Grains.RegionOf("T").Hold(TestGateway.TodayNumber, version, valid: version));
}
