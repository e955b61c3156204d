using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Towns;

/// <summary>A corner or a point, WGS84 degrees.</summary>
public readonly record struct LngLat(double Longitude, double Latitude);

/// <summary>A grid's outline: one closed ring, counter-clockwise, without holes.</summary>
/// <param name="ring">Its corners; the first is repeated at the end.</param>
public sealed class GridShape(IReadOnlyList<LngLat> ring)
{
    /// <summary>A convex cell fills at least half of its bounding box, so that a miss in this many tries is out of the question.</summary>
    private const int TriesMax = 256;

    public IReadOnlyList<LngLat> Ring { get; } = ring;

    public bool IsClosed => Ring.Count >= 4 && Ring[0] == Ring[^1];

    /// <summary>Square degrees; above zero when counter-clockwise. Half the sum of cross products of the sides.</summary>
    public double SignedArea => Sides().Sum(side => Cross(side.From, side.To)) / 2;

    /// <summary>Where a label stands: the area's centre of mass.</summary>
    public LngLat Centre
    {
        get
        {
            // Relative to a corner: products of absolute degrees would eat half the digits.
            var (origin, x, y, doubled) = (Ring[0], 0.0, 0.0, 0.0);
            foreach (var (from, to) in Sides())
            {
                var (a, b) = (Less(from, origin), Less(to, origin));
                var cross = Cross(a, b);
                x += (a.Longitude + b.Longitude) * cross;
                y += (a.Latitude + b.Latitude) * cross;
                doubled += cross;
            }

            return new LngLat(origin.Longitude + x / (3 * doubled), origin.Latitude + y / (3 * doubled));
        }
    }

    /// <summary>By the parity of crossings of a ray to the east.</summary>
    public bool Holds(LngLat point)
    {
        var inside = false;
        foreach (var (from, to) in Sides())
        {
            if (from.Latitude > point.Latitude == to.Latitude > point.Latitude) continue;
            var share = (point.Latitude - from.Latitude) / (to.Latitude - from.Latitude);
            if (point.Longitude < from.Longitude + share * (to.Longitude - from.Longitude)) inside = !inside;
        }

        return inside;
    }

    /// <summary>A point inside, as a telephone would tell it: six decimals, an accuracy of 4 to 20 m.</summary>
    public GeoPoint PointInside(Chance chance)
    {
        var (west, east) = (Ring.Min(p => p.Longitude), Ring.Max(p => p.Longitude));
        var (south, north) = (Ring.Min(p => p.Latitude), Ring.Max(p => p.Latitude));
        var point = Centre;
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var tried = new LngLat(
                Math.Round(west + chance.Unit() * (east - west), 6),
                Math.Round(south + chance.Unit() * (north - south), 6));
            if (!Holds(tried)) continue;
            point = tried;
            break;
        }

        return new GeoPoint { Longitude = point.Longitude, Latitude = point.Latitude, AccuracyM = 4 + chance.Below(17) };
    }

    private IEnumerable<(LngLat From, LngLat To)> Sides() => Ring.Zip(Ring.Skip(1));

    private static LngLat Less(LngLat a, LngLat b) => new(a.Longitude - b.Longitude, a.Latitude - b.Latitude);

    private static double Cross(LngLat a, LngLat b) => a.Longitude * b.Latitude - b.Longitude * a.Latitude;
}
