namespace RealtimeGov.Domain.Placement;

/// <summary>
/// Weighted rendezvous hashing: every silo bids for a key, the highest bid has it. A silo that comes or goes changes only
/// the keys that it wins or held, and a silo of weight w wins in proportion to w.
/// </summary>
public static class Rendezvous
{
    /// <summary>
    /// The bid is -w / ln h, with h the key's and silo's hash between 0 and 1: -ln h is exponentially distributed, and of
    /// several such divided by weights the smallest falls to each in proportion to its weight. Null without bidders.
    /// </summary>
    public static string? Winner(string key, IReadOnlyList<WeightedSilo> bidders)
    {
        string? winner = null;
        var highest = 0.0;
        foreach (var (silo, weight) in bidders)
        {
            var bid = -weight / Math.Log(StableHash.Fraction(key, silo));
            var wins = winner is null || bid > highest || (bid == highest && string.CompareOrdinal(silo, winner) < 0);
            if (wins) (winner, highest) = (silo, bid);
        }
        return winner;
    }
}

/// <param name="Weight">Above 0.</param>
public readonly record struct WeightedSilo(string Silo, double Weight);
