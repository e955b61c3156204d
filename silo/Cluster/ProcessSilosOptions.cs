using RealtimeGov.Cluster.Storage;
using RealtimeGov.Journal.Commit;

namespace RealtimeGov.Cluster;

/// <summary>What can be chosen of silos that talk within their process.</summary>
public sealed record ProcessSilosOptions
{
    public const int SilosDefault = 1;
    public const int SilosMax = 8;

    /// <summary>Silos in this process, named silo-1, silo-2, ...: 1 to 8.</summary>
    public int Silos { get; init; } = SilosDefault;

    /// <summary>Local days after observation on which a report still counts: 0 to 20,000.</summary>
    public int AcceptLateDays { get; init; } = 7;

    /// <summary>A grain unused for so long is put to sleep. At least two minutes.</summary>
    public TimeSpan IdleBeforeSleep { get; init; } = TimeSpan.FromMinutes(10);

    public CommitterOptions Committer { get; init; } = new();

    /// <summary>Where photos' records and displays' settings are kept; without it grains that need it cannot be called.</summary>
    public RecordStore? Records { get; init; }

    /// <summary>Calls are counted for Orleans' dashboard; each costs a little more then.</summary>
    public bool HasDashboard { get; init; }

    /// <summary>Traces go on through calls of grains; each call costs a little more then.</summary>
    public bool HasTraces { get; init; }

    /// <exception cref="ArgumentException">Names the option, its range and what it was. The others are checked with each silo.</exception>
    public void Validate()
    {
        if (Silos is < 1 or > SilosMax) throw new ArgumentException($"{nameof(Silos)} must be 1 to {SilosMax}; it was {Silos}");
    }
}
