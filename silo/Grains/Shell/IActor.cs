using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Shell;

/// <summary>What an engine asks of an actor beside its messages, in the actor's own turn.</summary>
public interface IActor
{
    /// <summary>True when it may be put to sleep: no append in flight, nothing unsent.</summary>
    bool IsIdle { get; }

    /// <summary>Every <see cref="TickPeriod"/>: renew, forget.</summary>
    void Tick();

    /// <summary>
    /// It is called no more, because it moves: what it takes along, or null. What it has still to tell it goes on telling
    /// until it has; its successor need not wait for that.
    /// </summary>
    MigrationState? Leave() => null;

    /// <summary>The first it hears when it has moved here with migrationState.</summary>
    void Arrive(MigrationState migrationState) { }

    /// <summary>A silo was lost, and with it what its actors had still to tell: look at the store.</summary>
    void SiloLost() { }

    public static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(5);
}
