using Microsoft.Extensions.Logging;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Live;

/// <summary>What every watch of this gateway shares.</summary>
/// <param name="watcher">The name under which regions know this gateway.</param>
internal sealed class LiveContext(string watcher, ITownClient grains, ITownDirectory directory, TimeProvider time, ILogger log)
{
    private int screenCount;

    public string Watcher => watcher;

    public ITownClient Grains => grains;

    public ITownDirectory Directory => directory;

    public TimeProvider Time => time;

    public ILogger Log => log;

    /// <summary>Screens connected to this gateway.</summary>
    public int ScreenCount
    {
        get => Volatile.Read(ref screenCount);
        set => Volatile.Write(ref screenCount, value);
    }
}
