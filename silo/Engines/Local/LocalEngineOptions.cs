using RealtimeGov.Journal.Commit;

namespace RealtimeGov.Engines.Local;

/// <summary>What can be chosen of the embedded engine.</summary>
public sealed record LocalEngineOptions
{
    public const int AcceptLateDaysDefault = 7;
    public const int AcceptLateDaysMax = 20_000;

    public const int SilosDefault = 1;
    public const int SilosMax = 32;

    /// <summary>Silos in this process, named silo-1, silo-2, ...: 1 to 32.</summary>
    public int Silos { get; init; } = SilosDefault;

    /// <summary>Local days after observation on which a report still counts: 0 to 20,000.</summary>
    public int AcceptLateDays { get; init; } = AcceptLateDaysDefault;

    /// <summary>An actor unused for so long is put to sleep. At least a second.</summary>
    public TimeSpan IdleBeforeSleep { get; init; } = TimeSpan.FromMinutes(10);

    public CommitterOptions Committer { get; init; } = new();

    /// <exception cref="ArgumentException">Names the option, its range and what it was.</exception>
    public void Validate()
    {
        if (Silos is < 1 or > SilosMax) throw new ArgumentException($"{nameof(Silos)} must be 1 to {SilosMax}; it was {Silos}");
        if (AcceptLateDays is < 0 or > AcceptLateDaysMax)
            throw new ArgumentException($"{nameof(AcceptLateDays)} must be 0 to {AcceptLateDaysMax}; it was {AcceptLateDays}");
        if (IdleBeforeSleep < TimeSpan.FromSeconds(1))
            throw new ArgumentException($"{nameof(IdleBeforeSleep)} must be at least a second; it was {IdleBeforeSleep}");
    }
}
