using Microsoft.Extensions.Logging;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>The watches of a gateway without its server: what a test calls has happened when it returns.</summary>
internal sealed class LiveParts : IDisposable
{
    public LiveParts(DateTimeOffset? now = null)
    {
        Time = new ManualTime(now ?? TestGateway.Start);
        Directory = FakeDirectory.Town();
        Grains = new FakeTownClient(Directory);
        Watches = new RegionWatches(Grains, Directory, Time, new TownClock(Directory, Time), new Logger<RegionWatches>(new LoggerFactory([Log])));
    }

    public ManualTime Time { get; }

    public KeptLog Log { get; } = new();

    public FakeDirectory Directory { get; }

    public FakeTownClient Grains { get; }

    public RegionWatches Watches { get; }

    public Screen Screen(IScreenLine? line = null) => new(line ?? new KeptLine(), Time);

    public void Dispose() => Watches.Dispose();
}
