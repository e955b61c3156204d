using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Devices.Http;

namespace RealtimeGov.Devices.Demo.Transport;

/// <summary>What the gateway has to know before the town's stewards can report.</summary>
public static class TownEntries
{
    /// <summary>Both levels: classes carry the names that walls group by.</summary>
    public static IReadOnlyList<CategoryEntry> Categories(Town town) =>
        [.. town.Phrases.Classes.SelectMany(category => category.Kinds
            .Select(kind => Entry(kind.Code, kind.Names))
            .Prepend(Entry(category.Code, category.Names)))];

    public static IReadOnlyList<StewardEntry> Stewards(StewardRoster roster) =>
        [.. roster.All.Select(steward => new StewardEntry(
            steward.Id, steward.Name, steward.Home.Code, steward.Role, steward.Trade?.Code, steward.Households))];

    private static CategoryEntry Entry(string code, Names names) =>
        new(code, new Dictionary<string, string> { ["zh"] = names.Zh, ["en"] = names.En });
}
