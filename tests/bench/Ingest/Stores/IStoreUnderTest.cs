using RealtimeGov.Bench.Ingest.Raw;
using RealtimeGov.Bench.Support.Measurement;

namespace RealtimeGov.Bench.Ingest.Stores;

/// <summary>A store and how each contender reaches it. Every contender of every round begins on an empty one.</summary>
internal interface IStoreUnderTest
{
    string Name { get; }

    /// <summary>The database server's own use; nothing where the store is a library.</summary>
    Usage Database();

    /// <summary>The plain endpoint's arguments for a new empty store.</summary>
    Task<string[]> ForPlain();

    /// <summary>The gateway host's arguments for a new empty store.</summary>
    Task<string[]> ForHost();

    /// <summary>Writes the transactions into a new store with the shipped tables; returns the seconds and the reports found there.</summary>
    Task<(double Seconds, long Found)> Raw(IReadOnlyList<(RawReport[] Reports, List<RawDay> Days)> transactions);
}
