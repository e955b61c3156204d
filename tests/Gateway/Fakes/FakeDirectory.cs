using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A directory whose store is two lists: what was defined shows after a refresh.</summary>
internal sealed class FakeDirectory : ITownDirectory
{
    public List<RegionDefined> DefinedRegions { get; } = [];

    public List<Category> DefinedCategories { get; } = [];

    public List<Steward> DefinedStewards { get; } = [];

    public RegionTree Regions { get; private set; } = RegionTree.Empty;

    public Categories Categories { get; private set; } = Categories.Empty;

    public Roster Stewards { get; private set; } = Roster.Empty;

    public TownLoop Loop => TownLoop.None;

    /// <summary>When set, refreshing fails with it.</summary>
    public Exception? Failure { get; set; }

    public bool IsBehind => false;

    public Task Refresh(CancellationToken cancellation)
    {
        if (Failure is not null) return Task.FromException(Failure);
        Regions = RegionTree.From(DefinedRegions);
        Categories = Categories.From(DefinedCategories);
        Stewards = Roster.From(DefinedStewards);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Town T in Shanghai's zone, or another, with village V (grids V-1, V-2), village W (grid W-1) and the trade R. V-1 is the square
    /// from 30.00, 120.00 to 30.01, 120.01.
    /// </summary>
    public static FakeDirectory Town(string zone = "Asia/Shanghai")
    {
        var directory = new FakeDirectory();
        directory.Define("T", "测试镇", "town", "", zone);
        directory.Define("V", "一村", "village", "T");
        directory.Define("W", "二村", "village", "T");
        directory.Define("R", "民宿", "trade", "T");
        directory.Define("V-1", "一村第一网格", "grid", "V", geometry:
            """{"type":"Polygon","coordinates":[[[120.00,30.00],[120.01,30.00],[120.01,30.01],[120.00,30.01],[120.00,30.00]]]}""");
        directory.Define("V-2", "一村第二网格", "grid", "V");
        directory.Define("W-1", "二村第一网格", "grid", "W");
        directory.DefinedStewards.Add(new Steward { Id = "s-1", Name = "费晓军", Role = "steward", HomeGrid = "V-1", Unit = "R", Households = 10 });
        directory.Refresh(CancellationToken.None);
        return directory;
    }

    private void Define(string code, string name, string kind, string parent, string zone = "", string geometry = "") =>
        DefinedRegions.Add(new RegionDefined
        {
            Region = new Region { Code = code, Name = name, Kind = kind, Parent = parent, TimeZone = zone, Geometry = geometry },
            FromDate = LocalDay.Beginning,
        });
}
