using System.Globalization;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Regions;

/// <summary>Real polygons and real points, with the tract of each point as somebody else found it.</summary>
public sealed class SanFranciscoTests
{
    private const string Tracts = "sf_analysis_neighborhoods.geojson";
    private const string Cases = "sf_311_cases_sample.csv";

    [SharedDataFact(Tracts)]
    public void There_are_195_grids_under_41_neighbourhoods_under_one_root()
    {
        var tree = Tree();
        Assert.Equal("San Francisco", tree.Root?.Name);
        Assert.Equal("America/Los_Angeles", tree.ZoneOf("016400").Id);
        Assert.Equal(41, tree.Children("SF").Count);
        Assert.Equal(195, tree.GridsBelow("SF").Count);
        Assert.Equal(195 + 41 + 1, tree.All.Count);
        Assert.Equal("Hayes-Valley", tree.ParentOf("016400"));
    }

    [SharedDataFact(Tracts, Cases)]
    public void Every_case_lies_in_the_tract_that_the_city_says()
    {
        var places = GridPlaces.From(Tree());
        var rows = Csv.Rows(File.ReadAllText(SharedData.Path(Cases)));
        var (latitude, longitude, tract) = (rows[0].IndexOf("Lat"), rows[0].IndexOf("Long"), rows[0].IndexOf("tractce10"));
        var agree = rows.Skip(1).Count(row => places.GridAt(Number(row[latitude]), Number(row[longitude])) == row[tract].PadLeft(6, '0'));
        Assert.Equal((4_984, 4_984), (rows.Count - 1, agree));
    }

    private static TreeOfDay Tree()
    {
        using var file = File.OpenRead(SharedData.Path(Tracts));
        var regions = RegionFile.Read(file, new RegionFileOptions
        {
            CodeProperty = "tractce10",
            NameProperty = "tractce10",
            ParentProperty = "nhood",
            RootCode = "SF",
            RootName = "San Francisco",
            TimeZone = "America/Los_Angeles",
        });
        return RegionTree.From(regions.Select(r => new RegionDefined { Region = r, FromDate = LocalDay.Beginning })).Latest;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
