using RealtimeGov.Journal.Stores;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;

namespace RealtimeGov.Contract.Tests.Engines;

/// <summary>A town of three silos, silo-1 to silo-3, on one engine and an SQLite journal whose commits can be made to wait.</summary>
public interface IEngineTown : IAsyncDisposable
{
    /// <summary>As a gateway has them.</summary>
    ITownClient Grains { get; }

    ITownPlacement Placement { get; }

    IJournal Journal { get; }

    RealtimeGov.Tests.Faults.Faults Faults { get; }

    /// <summary>Grains in memory.</summary>
    int Awake { get; }

    /// <summary>Has everybody sleep who may, whenever it was last used. Complete when they were asked.</summary>
    Task Lull();

    /// <summary>Ends a silo as a crash would. Complete when the gateway knows.</summary>
    Task Crash(string silo);

    /// <summary>Starts it again under its name. Complete when the gateway knows.</summary>
    Task Revive(string silo);
}
