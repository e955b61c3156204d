using Microsoft.Extensions.Logging;
using RealtimeGov.Grains.Contracts;

namespace RealtimeGov.Gateway.Live;

/// <summary>What every watch of this gateway shares.</summary>
/// <param name="watcher">The name under which regions know this gateway.</param>
internal sealed class LiveContext(string watcher, IActors actors, ITownDirectory directory, TimeProvider time, ILogger log)
{
    private int screenCount;

    public string Watcher => watcher;

    public IActors Actors => actors;

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
