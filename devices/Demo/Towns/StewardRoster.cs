using System.Globalization;

namespace RealtimeGov.Devices.Demo.Towns;

/// <summary>An invented steward.</summary>
/// <param name="Trade">Null for a steward of a place.</param>
/// <param name="Households">Linked to it; none for a trade's.</param>
public sealed record DemoSteward(string Id, string Name, string Role, Grid Home, Trade? Trade, int Households);

/// <summary>
/// The town's stewards, a pure function of its files: WZ-0001 onwards, first those of places, grid by grid, as even
/// as whole people can be, then trade by trade, spread over the trade's grids. Names and roles are drawn by id.
/// </summary>
public sealed class StewardRoster
{
    private const ulong Seed = 330483100;

    private readonly Dictionary<string, DemoSteward> byId;

    private StewardRoster(IReadOnlyList<DemoSteward> stewards)
    {
        All = stewards;
        byId = stewards.ToDictionary(steward => steward.Id, StringComparer.Ordinal);
        ByGrid = Grouped(stewards.Where(steward => steward.Trade is null), steward => steward.Home.Code);
        ByTrade = Grouped(stewards.Where(steward => steward.Trade is not null), steward => steward.Trade!.Code);
    }

    public IReadOnlyList<DemoSteward> All { get; }

    /// <summary>Stewards of places by the code of their grid.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DemoSteward>> ByGrid { get; }

    /// <summary>Stewards of trades by the code of their trade.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DemoSteward>> ByTrade { get; }

    public DemoSteward? Find(string id) => byId.GetValueOrDefault(id);

    public static StewardRoster Of(Town town, GridMap map)
    {
        var homes = PlaceHomes(town, map).Select(home => (Home: home, Trade: (Trade?)null))
            .Concat(town.Trades.SelectMany(trade => TradeHomes(trade, map).Select(home => (Home: home, Trade: (Trade?)trade))));
        return new StewardRoster([.. homes.Select((post, index) => Invent(town, index + 1, post.Home, post.Trade))]);
    }

    private static Dictionary<string, IReadOnlyList<DemoSteward>> Grouped(IEnumerable<DemoSteward> stewards, Func<DemoSteward, string> key) =>
        stewards.GroupBy(key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (IReadOnlyList<DemoSteward>)[.. group], StringComparer.Ordinal);

    private static IEnumerable<Grid> PlaceHomes(Town town, GridMap map)
    {
        var (each, over) = Math.DivRem(town.PlaceStewards, map.Grids.Count);
        return map.Grids.SelectMany((grid, index) => Enumerable.Repeat(grid, index < over ? each + 1 : each));
    }

    private static IEnumerable<Grid> TradeHomes(Trade trade, GridMap map)
    {
        Grid[] own = [.. map.Grids.Where(grid => trade.Villages.Count == 0 || trade.Villages.Contains(grid.Village.Code))];
        return Enumerable.Range(0, trade.Stewards).Select(number => own[number % own.Length]);
    }

    private static DemoSteward Invent(Town town, int number, Grid home, Trade? trade)
    {
        var id = "WZ-" + number.ToString("D4", CultureInfo.InvariantCulture);
        var chance = Chance.Of(Seed, id);
        var name = chance.Pick(town.Surnames) + chance.Pick(town.GivenNames);
        var role = trade is null ? chance.Pick(town.Roles, kind => kind.Weight) : town.TradeRole;
        var households = trade is null ? town.Households.Least + chance.Below(town.Households.Most - town.Households.Least + 1) : 0;
        return new DemoSteward(id, name, role.Code, home, trade, households);
    }
}
