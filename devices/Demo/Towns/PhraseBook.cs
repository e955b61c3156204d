namespace RealtimeGov.Devices.Demo.Towns;

/// <summary>What stewards write: categories with their phrases, and the spots that complete a phrase.</summary>
public sealed record PhraseBook(
    IReadOnlyList<CategoryClass> Classes,
    IReadOnlyList<string> CommunitySpots,
    IReadOnlyList<string> VillageSpots)
{
    /// <summary>Stands in a phrase for a spot.</summary>
    public const string Spot = "{place}";

    public IReadOnlyList<CategoryKind> Kinds { get; } = [.. Classes.SelectMany(c => c.Kinds)];

    /// <summary>A kind as often as it is met in such a place.</summary>
    public CategoryKind Choose(Chance chance, bool inCommunity) =>
        chance.Pick(Kinds, kind => inCommunity ? kind.CommunityWeight : kind.VillageWeight);

    /// <summary>A sentence about such a thing at a spot of such a place.</summary>
    public string Say(Chance chance, CategoryKind kind, bool inCommunity) =>
        chance.Pick(kind.Phrases).Replace(Spot, chance.Pick(inCommunity ? CommunitySpots : VillageSpots), StringComparison.Ordinal);
}

/// <summary>The upper of the two levels.</summary>
public sealed record CategoryClass(string Code, Names Names, IReadOnlyList<CategoryKind> Kinds);

/// <summary>The lower level, under its whole code (<c>class/kind</c>).</summary>
public sealed record CategoryKind(string Code, Names Names, int CommunityWeight, int VillageWeight, IReadOnlyList<string> Phrases);
