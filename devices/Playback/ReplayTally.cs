using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Playback;

/// <summary>What came of the rows of one run.</summary>
public sealed class ReplayTally
{
    /// <summary>Distinct reasons that are told apart; further ones count as "other".</summary>
    public const int MaxReasons = 100;

    private readonly Dictionary<Outcome, long> outcomes = [];
    private readonly Dictionary<string, InvalidRows> invalid = new(StringComparer.Ordinal);

    /// <summary>Rows with a receipt.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows that were refused, or whose id was counted with other content.</summary>
    public long NotInTheTown { get; private set; }

    /// <summary>How often a row was answered RETRY and sent again.</summary>
    public long Retried { get; private set; }

    public long this[Outcome outcome] => outcomes.GetValueOrDefault(outcome);

    /// <summary>Reasons of INVALID, the most frequent first.</summary>
    public IEnumerable<InvalidRows> Invalid => invalid.Values.OrderByDescending(one => one.Count).ThenBy(one => one.FirstRow);

    internal void Add(long row, ReportReceipt receipt)
    {
        Rows++;
        outcomes[receipt.Outcome] = this[receipt.Outcome] + 1;
        if (FieldClient.Counts(receipt))
            return;
        NotInTheTown++;
        var reason = invalid.Count < MaxReasons || invalid.ContainsKey(receipt.Reason) ? receipt.Reason : "other";
        var known = invalid.GetValueOrDefault(reason) ?? new InvalidRows(reason, 0, row);
        invalid[reason] = known with { Count = known.Count + 1 };
    }

    internal void AddRetried(int times) => Retried += times;
}

/// <summary>Rows refused for one reason.</summary>
/// <param name="Reason">The receipt's reason codes.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstRow">The number of the first one in the file.</param>
public sealed record InvalidRows(string Reason, long Count, long FirstRow);
