namespace RealtimeGov.Actors.Shell;

/// <summary>What an engine asks of an actor beside its messages, in the actor's own turn.</summary>
public interface IActor
{
    /// <summary>True when it may be put to sleep: no append in flight, nothing unsent.</summary>
    bool IsIdle { get; }

    /// <summary>Every <see cref="TickPeriod"/>: renew, forget.</summary>
    void Tick();

    public static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(5);
}
