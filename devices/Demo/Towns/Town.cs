namespace RealtimeGov.Devices.Demo.Towns;

/// <summary>The demo town as its hand-written file describes it; the grids' shapes are in the region file beside it.</summary>
public sealed record Town(
    string Code,
    Names Names,
    TimeZoneInfo Zone,
    int Stewards,
    IReadOnlyList<Village> Villages,
    IReadOnlyList<Trade> Trades,
    IReadOnlyList<RoleKind> Roles,
    RoleKind TradeRole,
    Households Households,
    IReadOnlyList<string> Surnames,
    IReadOnlyList<string> GivenNames,
    PhraseBook Phrases)
{
    /// <summary>Stewards of places: those that no trade has.</summary>
    public int PlaceStewards => Stewards - Trades.Sum(trade => trade.Stewards);
}

public sealed record Names(string Zh, string En);

/// <summary>A village or a community and how many grids it has.</summary>
public sealed record Village(string Code, string Name, bool IsCommunity, int Grids);

/// <summary>A trade: where its stewards are at home (every village if none is named) and what they come across.</summary>
public sealed record Trade(string Code, Names Names, int Stewards, IReadOnlyList<string> Villages, IReadOnlyList<CategoryKind> Categories);

/// <summary>What kind of person a steward is, and how many of a hundred are.</summary>
public sealed record RoleKind(string Code, Names Names, int Weight);

/// <summary>How many households a steward of a place is linked to: about ten.</summary>
public sealed record Households(int Least, int Most);
