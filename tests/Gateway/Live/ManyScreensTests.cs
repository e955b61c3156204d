using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Tests.Fakes;

namespace RealtimeGov.Gateway.Tests.Live;

/// <summary>Counted in bytes, which unlike seconds are the same on every machine: what is copied for each screen shows.</summary>
public sealed class ManyScreensTests
{
    private const int ScreensMax = 10_000;

    /// <summary>A screen's slots, watch and frames; a copy of all the screens for each of them would be 80 times as much.</summary>
    private const long BytesPerScreenMax = 4_096;

    [Fact]
    public void JoiningRollingAndLeavingCostTheSameForTheLastScreenAsForTheFirst()
    {
        using var live = new LiveParts(now: new DateTimeOffset(2016, 6, 13, 23, 59, 59, TimeSpan.FromHours(8)));
        Screen[] screens = [.. Enumerable.Range(0, ScreensMax).Select(_ => live.Screen(new SilentLine()))];

        var joining = Allocated(() => Array.ForEach(screens, s => live.Watches.Watch(s, "T", null)));
        live.Time.Advance(TimeSpan.FromSeconds(1));
        var rolling = Allocated(live.Watches.Tick);
        Assert.All(screens, s => Assert.Equal(TestGateway.TodayNumber + 1, Assert.Single(s.Watches).Value.Date));
        var leaving = Allocated(() => Array.ForEach(screens, live.Watches.Forget));

        Assert.InRange(joining, 1, ScreensMax * BytesPerScreenMax);
        Assert.InRange(rolling, 1, ScreensMax * BytesPerScreenMax);
        Assert.InRange(leaving, 1, ScreensMax * BytesPerScreenMax);
    }

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class SilentLine : IScreenLine
    {
        public ValueTask Write(Microsoft.AspNetCore.SignalR.SerializedHubMessage frame) => ValueTask.CompletedTask;

        public void Abort()
        {
        }
    }
}
