namespace RealtimeGov.Journal.Appends;

/// <summary>
/// One unit of the journal: what one incarnation of a grain decided at once, over one or more streams. All of it is
/// durable or nothing is.
/// </summary>
/// <param name="Incarnation">The load of the grain that decided it: every load has a new one.</param>
/// <param name="Number">From 1 within the incarnation.</param>
/// <param name="Slices">The streams it extends; never empty.</param>
/// <param name="Claims">The report ids it counts.</param>
/// <param name="Rows">The read model's rows as they are after it.</param>
public sealed record Append(
    long Incarnation, long Number, Envelope Envelope, IReadOnlyList<StreamSlice> Slices, IReadOnlyList<Claim> Claims, ReadRows Rows)
{
    /// <summary>Messages to other streams' grains, durable with it.</summary>
    public IReadOnlyList<OutboxMessage> Outbox { get; init; } = [];

    /// <summary>Contents that go with it.</summary>
    public IReadOnlyList<Erasure> Erasures { get; init; } = [];

    /// <summary>Events in all slices.</summary>
    public int EventCount => Slices.Sum(s => s.Events.Count);
}

/// <summary>Consecutive events of one stream.</summary>
/// <param name="Stream">Such as <c>grid/330483100217001</c>.</param>
/// <param name="FirstSeq">The seq of the first; the rest follow without a gap.</param>
public sealed record StreamSlice(string Stream, ulong FirstSeq, IReadOnlyList<JournalEvent> Events)
{
    /// <summary>What led to these events, where it is not what led to the append: a report opens an issue. Null: the envelope's.</summary>
    public EventCause? Cause { get; init; }

    public ulong LastSeq => FirstSeq + (ulong)Events.Count - 1;
}

/// <param name="Type">The event's name, such as <c>ReportAccepted</c>.</param>
/// <param name="Facts">The serialised event.</param>
/// <param name="Content">What may be erased; null when there is none.</param>
public sealed record JournalEvent(string Type, byte[] Facts, ContentRow? Content = null);

/// <param name="Reporter">The steward's id; empty when none. Kept as a column of its own, so that a steward's reports are found.</param>
/// <param name="LocalDate">Days since 1970-01-01.</param>
/// <param name="Payload">The serialised content.</param>
public sealed record ContentRow(string Reporter, int LocalDate, byte[] Payload)
{
    /// <summary>Photos that it names: they are kept as long as it is.</summary>
    public IReadOnlyList<string> Photos { get; init; } = [];
}

/// <summary>A report id that counts with this append, here first and nowhere again.</summary>
/// <param name="Refused">Claimed as an invalid report's: apart from the valid ones, so that it does not consume the id.</param>
/// <param name="Digest">SHA-256 of what the report says, so that a repeated id with other content is told as such; null for an invalid one.</param>
/// <param name="Sender">Who sent the report: the principal, kind and id. Empty: not known.</param>
public sealed record Claim(Guid ReportId, string Grid, string IssueId, bool Refused, byte[]? Digest = null, string Sender = "");
