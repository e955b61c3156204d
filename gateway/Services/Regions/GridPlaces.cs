using System.Text;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Json;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Regions;

/// <summary>
/// The polygons of one tree's grids, indexed: microseconds a question. A position that several grids hold, as on a
/// shared border, belongs to the one with the smallest code.
/// </summary>
public sealed class GridPlaces : IPlaces
{
    private readonly STRtree<Part> parts = new();

    private GridPlaces()
    {
    }

    /// <summary>How many grids have a polygon.</summary>
    public int Count { get; private init; }

    /// <exception cref="RegionFileException">A grid's geometry is not GeoJSON as <see cref="RegionFile"/> writes it.</exception>
    public static GridPlaces From(TreeOfDay tree)
    {
        Region[] grids = [.. tree.Grids.Select(code => tree.Find(code)!).Where(grid => grid.Geometry.Length > 0)];
        var places = new GridPlaces { Count = grids.Length };
        foreach (var grid in grids)
            foreach (var polygon in Polygons(grid))
                places.parts.Insert(polygon.EnvelopeInternal, Part.Of(grid.Code, polygon));
        // Both indexes build themselves when first asked; asked here, they are never written again.
        places.parts.Build();
        return places;
    }

    public string? GridAt(double latitude, double longitude)
    {
        var question = new Question(new Coordinate(longitude, latitude));
        parts.Query(new Envelope(question.Position), question);
        return question.Answer;
    }

    /// <summary>A position within the largest polygon of a grid that has one, to a tenth of a metre.</summary>
    public static (double Latitude, double Longitude)? PointIn(Region grid)
    {
        var point = Polygons(grid).MaxBy(polygon => polygon.Area)?.InteriorPoint;
        return point is null ? null : (Math.Round(point.Y, 6), Math.Round(point.X, 6));
    }

    private static Polygon[] Polygons(Region grid)
    {
        var place = new RegionFilePlace(Property: $"{grid.Code}.geometry");
        try
        {
            using var geometry = StrictJson.Parse(Encoding.UTF8.GetBytes(grid.Geometry));
            return AreaJson.Read(geometry.RootElement, CoordinateSystem.Wgs84, grid.Code, place);
        }
        catch (StrictJsonException malformed)
        {
            throw RegionFileError.Of(RegionFileError.JsonMalformed, place, inner: malformed);
        }
    }

    /// <summary>One polygon of a grid: parts that overlap are still one area.</summary>
    private sealed record Part(string Grid, IndexedPointInAreaLocator Area)
    {
        public static Part Of(string grid, Polygon polygon)
        {
            var area = new IndexedPointInAreaLocator(polygon);
            area.Locate(polygon.ExteriorRing.GetCoordinateN(0));
            return new Part(grid, area);
        }
    }

    private sealed class Question(Coordinate position) : IItemVisitor<Part>
    {
        public Coordinate Position { get; } = position;

        public string? Answer { get; private set; }

        public void VisitItem(Part part)
        {
            if (Answer is not null && string.CompareOrdinal(part.Grid, Answer) >= 0) return;
            if (part.Area.Locate(Position) != Location.Exterior) Answer = part.Grid;
        }
    }
}
