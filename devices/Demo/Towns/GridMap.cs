using RealtimeGov.Devices.Demo.Files;

namespace RealtimeGov.Devices.Demo.Towns;

/// <summary>A grid of the region file.</summary>
/// <param name="Village">The village it belongs to.</param>
public sealed record Grid(string Code, string Name, Village Village, GridShape Shape);

/// <summary>The grids of the region file (demo/wuzhen.geojson), in its order: by village, then by number.</summary>
public sealed class GridMap
{
    private readonly Dictionary<string, Grid> byCode;

    private GridMap(IReadOnlyList<Grid> grids)
    {
        Grids = grids;
        byCode = grids.ToDictionary(grid => grid.Code, StringComparer.Ordinal);
    }

    public IReadOnlyList<Grid> Grids { get; }

    public Grid? Find(string code) => byCode.GetValueOrDefault(code);

    public static GridMap Read(string path, Town town) => Parse(Path.GetFileName(path), File.ReadAllBytes(path), town);

    /// <exception cref="DemoFileException">It is no region file, or not the one made from this town.</exception>
    public static GridMap Parse(string file, ReadOnlySpan<byte> utf8, Town town)
    {
        var root = PlacedJson.Parse(file, utf8);
        var villages = town.Villages.ToDictionary(village => village.Code, StringComparer.Ordinal);
        var grids = new List<Grid>();
        foreach (var feature in root["features"].SomeItems)
        {
            var properties = feature["properties"];
            if (properties["kind"].Text != "grid") continue;
            var parent = properties["parent"];
            if (!villages.TryGetValue(parent.Text, out var village))
                throw parent.Place.Fault($"the town's file has no village {parent.Text}");
            var code = properties["code"];
            if (grids.Exists(grid => grid.Code == code.Text))
                throw code.Place.Fault($"a grid {code.Text} stands above already");
            grids.Add(new Grid(code.NonEmptyText, properties["name"].NonEmptyText, village, Shape(feature["geometry"])));
        }

        foreach (var village in town.Villages)
            if (grids.Count(grid => grid.Village == village) is var found && found != village.Grids)
                throw root["features"].Place.Fault($"{village.Name} has {found} grids here, {village.Grids} in the town's file: make the region file anew");
        return new GridMap(grids);
    }

    private static GridShape Shape(PlacedValue geometry)
    {
        var rings = geometry["coordinates"].SomeItems;
        if (geometry["type"].Text != "Polygon" || rings.Count != 1)
            throw geometry.Place.Fault("a polygon of one ring is expected here");
        var shape = new GridShape([.. rings[0].SomeItems.Select(point => point.Items.Count == 2
            ? new LngLat(point.Items[0].Number, point.Items[1].Number)
            : throw point.Place.Fault("longitude and latitude are expected here"))]);
        return shape.IsClosed && shape.SignedArea > 0 ? shape : throw rings[0].Place.Fault("this ring is not closed, or not counter-clockwise");
    }
}
