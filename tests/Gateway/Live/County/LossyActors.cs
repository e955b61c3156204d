using RealtimeGov.Grains.Contracts;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Live.County;

/// <summary>The way from a gateway to the actors: frames on their way to it can be lost, and answers to its watches be late.</summary>
internal sealed class LossyActors(IActors inner) : IActors
{
    private int asked, losing;

    /// <summary>So many of the next frames are lost.</summary>
    public int Losing
    {
        set => Volatile.Write(ref losing, value);
    }

    /// <summary>Watches and renewals asked for.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>When set, an answer to a watch waits for it after the region has given it.</summary>
    public Task? AnswersAfter { get; set; }

    public ITown Town => inner.Town;

    public IPlacement Placement => inner.Placement;

    public IGrid Grid(string code) => inner.Grid(code);

    public IIssue Issue(string id) => inner.Issue(id);

    public ISteward Steward(string id) => inner.Steward(id);

    public IRegion Region(string code) => new LateRegion(this, inner.Region(code));

    public IDisposable Attach(string watcher, IWatcher gateway) => inner.Attach(watcher, new LossyEar(this, gateway));

    private sealed class LossyEar(LossyActors road, IWatcher gateway) : IWatcher
    {
        public Task Push(DaySummary summary) =>
            Interlocked.Decrement(ref road.losing) >= 0 ? Task.CompletedTask : gateway.Push(summary);
    }

    private sealed class LateRegion(LossyActors road, IRegion region) : IRegion
    {
        public Task<SummaryAck> Offer(DaySummary child) => region.Offer(child);

        public async Task<WatchReply> Watch(WatchRegion subscription)
        {
            Interlocked.Increment(ref road.asked);
            var reply = await region.Watch(subscription);
            if (road.AnswersAfter is { } late) await late;
            return reply;
        }

        public Task Unwatch(UnwatchRegion subscription) => region.Unwatch(subscription);
    }
}
