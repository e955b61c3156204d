using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Live;

public sealed class ResendTests
{
    private static readonly string[] Empty = ["counts", "grids", "feed"];

    [Fact]
    public void FramesThatCouldNotBeSentLeaveASecondLater()
    {
        using var live = new LiveParts();
        var line = new KeptLine();
        live.Watches.Watch(live.Screen(line), "T", null);
        Assert.True(SpinWait.SpinUntil(() => line.Events.Count == Empty.Length, Patience.Max));
        live.Time.Advance(Egress.Details(screens: 0)); // so that the next frames leave at once
        var summary = live.Grains.RegionOf("T").Hold(TestGateway.TodayNumber, version: 1, valid: 1);
        // The calendar ends before that time, so the feed cannot be written.
        summary.Newest.Add(new FeedItem { ReportId = Reports.Id(1), Category = "parts/manhole", GridCode = "V-1", ObservedAtUs = 400_000_000_000_000_000 });

        live.Grains.Push(summary);
        Assert.True(SpinWait.SpinUntil(() => live.Log.Lines.Count == 1, Patience.Max));
        summary.Newest[0].ObservedAtUs = 1_465_807_200_000_000;
        live.Time.Advance(DayWatch.ResendAfter - TimeSpan.FromMilliseconds(1));
        Assert.Equal([.. Empty, "counts", "grids"], line.Events);
        live.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal([.. Empty, "counts", "grids", "feed"], line.Events);
        Assert.Equal(["frames of T could not be sent"], live.Log.Lines);
    }
}
