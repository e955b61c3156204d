namespace RealtimeGov.Journal.Appends;

/// <summary>Who wrote an event, when, and why: one for all that a command decides at once.</summary>
/// <param name="RecordedAtUs">The silo's clock, microseconds since 1970-01-01T00:00Z.</param>
/// <param name="CommandId">The same in everything that one command from outside led to.</param>
/// <param name="Cause">The event or message that led to it; none for a command from outside.</param>
public sealed record Envelope(long RecordedAtUs, Principal Principal, Guid CommandId, EventCause Cause)
{
    /// <summary>Of what was written before envelopes were.</summary>
    public static readonly Envelope Unknown = new(0, new Principal(PrincipalKind.Unknown, ""), Guid.Empty, EventCause.None);
}

/// <summary>Who asked.</summary>
/// <param name="Id">A device's, a person's or a service's; empty for the system itself.</param>
public sealed record Principal(PrincipalKind Kind, string Id)
{
    public static readonly Principal System = new(PrincipalKind.System, "");

    private static readonly string[] Names = [.. Enum.GetNames<PrincipalKind>().Select(name => name.ToLowerInvariant())];

    /// <summary>As the journal has it: unknown, device, person, service, system.</summary>
    public string KindName => Names[(int)Kind];

    /// <summary>Kind and id in one text.</summary>
    public override string ToString() => Kind == PrincipalKind.Unknown ? "" : $"{KindName} {Id}";

    public static Principal Parse(string kind, string id) => new((PrincipalKind)Math.Max(0, Array.IndexOf(Names, kind)), id);
}

public enum PrincipalKind
{
    /// <summary>Written before principals were.</summary>
    Unknown,
    Device,
    Person,
    Service,
    System,
}

/// <summary>A place in the journal.</summary>
/// <param name="Stream">Empty: there was no cause in the journal.</param>
public readonly record struct EventCause(string Stream, ulong Seq)
{
    public static readonly EventCause None = new("", 0);

    public bool IsNone => Stream.Length == 0;
}
