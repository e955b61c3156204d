using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;

namespace RealtimeGov.Domain.Grids;

/// <summary>All that a decision needs beside the grid's state: the clock came in with the command, the town's settings are of one moment.</summary>
/// <param name="ReceivedAtUs">The server's clock, microseconds since 1970-01-01T00:00Z.</param>
/// <param name="ClockOffsetMs">Server's clock less device's at the stream's start; of a report that says more, its own holds.</param>
/// <param name="AcceptLateDays">How many local days after observation a report still counts.</param>
/// <param name="Zone">The grid's time zone.</param>
/// <param name="ClaimedElsewhere">Ids that the store said were counted before, and by whom.</param>
public readonly record struct GridContext(
    long ReceivedAtUs,
    long ClockOffsetMs,
    int AcceptLateDays,
    TimeZoneInfo Zone,
    Roster Stewards,
    Categories Categories,
    IReadOnlyDictionary<Guid, FirstCounted> ClaimedElsewhere)
{
    /// <summary>Who sends, as the journal names a principal; empty where that is not known.</summary>
    public string Sender { get; init; } = "";
}

/// <summary>Where an id was counted first; <paramref name="Refused"/> when all that is known of it is that it was invalid once.</summary>
/// <param name="Digest">Of what was counted then; null where none was kept.</param>
/// <param name="Sender">Who sent that; empty where it was not kept.</param>
public readonly record struct FirstCounted(string Grid, string IssueId, bool Refused = false, byte[]? Digest = null, string Sender = "");
