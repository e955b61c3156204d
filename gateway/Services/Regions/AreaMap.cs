using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Union;

namespace RealtimeGov.Gateway.Regions;

/// <summary>An area of a grid, valid by itself.</summary>
internal sealed record GridArea(int Feature, string Code, Polygon[] Polygons);

/// <summary>Where two grids share ground, or a grid has some twice.</summary>
internal sealed record SharedGround(GridArea One, GridArea Other, double AreaM2, Coordinate Place, bool IsSliver);

/// <summary>Ground that lies among grids and belongs to none.</summary>
internal sealed record Gap(double AreaM2, Coordinate Place);

/// <summary>The grids of a file side by side. One tree finds the neighbours; only what touches is laid over another.</summary>
internal sealed class AreaMap
{
    /// <summary>
    /// Narrower than this is a sliver: a phone's position is no better than some metres, so nobody can tell there on
    /// which side of a border something lies.
    /// </summary>
    public const double SliverWidthM = 3;

    /// <summary>Below it is the arithmetic's, not the map's.</summary>
    private const double NoiseM2 = 1;

    private readonly List<Part> parts = [];
    private readonly STRtree<Part> index = new();

    public AreaMap(IEnumerable<GridArea> grids)
    {
        foreach (var grid in grids)
            foreach (var polygon in grid.Polygons)
            {
                var part = new Part(parts.Count, grid, polygon);
                parts.Add(part);
                index.Insert(polygon.EnvelopeInternal, part);
            }

        index.Build();
    }

    /// <summary>In the order of the file; the largest piece's place stands for all of a pair.</summary>
    public IReadOnlyList<SharedGround> Shared() =>
    [
        .. parts.SelectMany(Overlaps)
            .GroupBy(shared => (shared.One, shared.Other, shared.IsSliver), (pair, all) => all.Aggregate(Together))
            .OrderBy(shared => shared.One.Feature).ThenBy(shared => shared.Other.Feature),
    ];

    /// <summary>What the grids together surround without holding it, the largest first.</summary>
    public IReadOnlyList<Gap> Gaps()
    {
        if (parts.Count == 0) return [];
        var all = UnaryUnionOp.Union(parts.Select(Geometry (part) => part.Polygon).ToList());
        var gaps = from polygon in PolygonsOf(all)
                   from hole in polygon.InteriorRings
                   from piece in PolygonsOf(OverlayNGRobust.Overlay(hole.Factory.CreatePolygon(hole.Coordinates), all, SpatialFunction.Difference))
                   let scale = MetricScale.Of(piece)
                   let area = scale.AreaM2(piece)
                   where area >= NoiseM2
                   orderby area descending
                   select new Gap(area, piece.InteriorPoint.Coordinate);
        return [.. gaps];
    }

    private IEnumerable<SharedGround> Overlaps(Part part)
    {
        IPreparedGeometry? prepared = null;
        foreach (var other in index.Query(part.Polygon.EnvelopeInternal).Where(other => other.Number > part.Number).OrderBy(other => other.Number))
        {
            prepared ??= PreparedGeometryFactory.Prepare(part.Polygon);
            if (!prepared.Intersects(other.Polygon)) continue;
            foreach (var piece in PolygonsOf(OverlayNGRobust.Overlay(part.Polygon, other.Polygon, SpatialFunction.Intersection)))
            {
                var scale = MetricScale.Of(piece);
                if (scale.AreaM2(piece) is var area and >= NoiseM2)
                    yield return new SharedGround(part.Grid, other.Grid, area, piece.InteriorPoint.Coordinate, scale.WidthM(piece) < SliverWidthM);
            }
        }
    }

    private static SharedGround Together(SharedGround one, SharedGround more) =>
        (one.AreaM2 >= more.AreaM2 ? one : more) with { AreaM2 = one.AreaM2 + more.AreaM2 };

    private static IEnumerable<Polygon> PolygonsOf(Geometry any) =>
        Enumerable.Range(0, any.NumGeometries).Select(any.GetGeometryN).OfType<Polygon>().Where(polygon => !polygon.IsEmpty);

    private sealed record Part(int Number, GridArea Grid, Polygon Polygon);
}
