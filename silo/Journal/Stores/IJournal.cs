using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Search;

namespace RealtimeGov.Journal.Stores;

/// <summary>A store of one town: the journal, the snapshots and the read model.</summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>sqlite or postgres.</summary>
    string Name { get; }

    /// <summary>How the store is, as commits, reads and checks found it.</summary>
    StoreHealth Health { get; }

    /// <summary>A writer's side of the store for one silo's committer; the store serves several in turn.</summary>
    IJournalStore OpenStore(string silo);

    IStreams Streams { get; }

    /// <summary>Messages between grains that are not yet acknowledged.</summary>
    IOutbox Outbox { get; }

    /// <summary>What follows the contents so that they are found.</summary>
    ISearchIndex Search { get; }
    /// <summary>What people wrote, taken out for good.</summary>
    IContentEraser Eraser { get; }

    IReadModel ReadModel { get; }

    /// <summary>The same for grains: read past the queue of all others, so that nobody's query keeps a grain waiting.</summary>
    IReadModel GrainsReadModel { get; }
}
