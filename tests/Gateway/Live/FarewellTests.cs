using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Live;

public sealed class FarewellTests
{
    [Fact]
    public void WhoWatchesADayWhileItsSubscriptionEndsSubscribesAfterThat()
    {
        using var live = new LiveParts();
        var town = live.Grains.RegionOf("T");
        var first = live.Screen();
        live.Watches.Watch(first, "T", null);
        live.Watches.Forget(first);
        live.Time.Advance(RegionWatches.UnwatchedFor);
        var next = new Thread(() => live.Watches.Watch(live.Screen(), "T", null));
        var subscribedBefore = 0;
        town.BeforeUnwatch = () =>
        {
            // It goes as far as it can: to its end, or to where it has to wait.
            next.Start();
            Assert.True(SpinWait.SpinUntil(() => !next.IsAlive || next.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience.Max));
            subscribedBefore = town.Watches.Count;
        };

        live.Watches.Tick();

        Assert.True(next.Join(Patience.Max));
        Assert.Single(town.Unwatches);
        Assert.Equal((1, 2), (subscribedBefore, town.Watches.Count));
    }
}
