using NetTopologySuite.Geometries;

namespace RealtimeGov.Gateway.Regions;

/// <summary>
/// Metres per degree at a latitude on the WGS84 ellipsoid: M(phi) and N(phi) cos(phi), the radii of curvature. Within 0.1 %
/// for what a town is large.
/// </summary>
internal readonly struct MetricScale
{
    private const double SemiMajorAxisM = 6_378_137.0, EccentricitySquared = 0.00669437999014;

    private readonly double perLongitudeM, perLatitudeM;

    public MetricScale(double latitude)
    {
        var phi = latitude * Math.PI / 180;
        var w2 = 1 - EccentricitySquared * Math.Sin(phi) * Math.Sin(phi);
        perLatitudeM = SemiMajorAxisM * (1 - EccentricitySquared) / (w2 * Math.Sqrt(w2)) * Math.PI / 180;
        perLongitudeM = SemiMajorAxisM / Math.Sqrt(w2) * Math.Cos(phi) * Math.PI / 180;
    }

    public static MetricScale Of(Geometry area) => new(area.EnvelopeInternal.Centre.Y);

    public double AreaM2(Geometry area) => area.Area * perLongitudeM * perLatitudeM;

    public double PerimeterM(Polygon area)
    {
        var ring = area.ExteriorRing.Coordinates;
        var length = 0.0;
        for (var at = 1; at < ring.Length; at++)
            length += double.Hypot((ring[at].X - ring[at - 1].X) * perLongitudeM, (ring[at].Y - ring[at - 1].Y) * perLatitudeM);
        return length;
    }

    /// <summary>
    /// How wide a strip of the same area and perimeter is, in metres: what two hands that drew one border leave between
    /// them is narrow, however long it is.
    /// </summary>
    public double WidthM(Polygon area) => 2 * AreaM2(area) / PerimeterM(area);
}
