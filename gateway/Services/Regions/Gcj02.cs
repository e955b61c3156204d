namespace RealtimeGov.Gateway.Regions;

/// <summary>
/// GCJ-02, the shifted datum of Chinese public maps. The shift from WGS84 is a published series around (105 E, 35 N) on
/// the Krasovsky ellipsoid; it has no closed inverse, so the way back is found by iteration. Outside China it is nothing.
/// </summary>
public static class Gcj02
{
    private const double SemiMajorAxisM = 6_378_245.0;
    private const double EccentricitySquared = 0.00669342162296594323;
    private const double DegreesPerRadian = 180 / Math.PI;

    /// <summary>About 0.1 mm: the shift changes by less than 1 % over its own length, so each round gains two digits.</summary>
    private const double CloseEnoughDegrees = 1e-9;

    private const int RoundsMax = 20;

    /// <summary>Degrees to degrees.</summary>
    public static (double Longitude, double Latitude) FromWgs84(double longitude, double latitude)
    {
        if (!IsShifted(longitude, latitude)) return (longitude, latitude);
        var (east, north) = Shift(longitude, latitude);
        return (longitude + east, latitude + north);
    }

    /// <summary>Degrees to degrees, within 0.1 m.</summary>
    public static (double Longitude, double Latitude) ToWgs84(double longitude, double latitude)
    {
        if (!IsShifted(longitude, latitude)) return (longitude, latitude);
        double x = longitude, y = latitude;
        for (var round = 0; round < RoundsMax; round++)
        {
            var (east, north) = Shift(x, y);
            var (nextX, nextY) = (longitude - east, latitude - north);
            var moved = Math.Max(Math.Abs(nextX - x), Math.Abs(nextY - y));
            (x, y) = (nextX, nextY);
            if (moved < CloseEnoughDegrees) break;
        }

        return (x, y);
    }

    // The rectangle of the published formula, not a border.
    private static bool IsShifted(double longitude, double latitude) =>
        longitude is >= 72.004 and <= 137.8347 && latitude is >= 0.8293 and <= 55.8271;

    private static (double East, double North) Shift(double longitude, double latitude)
    {
        double x = longitude - 105, y = latitude - 35;
        var sine = Math.Sin(latitude / DegreesPerRadian);
        var w2 = 1 - EccentricitySquared * sine * sine;
        var meridianRadiusM = SemiMajorAxisM * (1 - EccentricitySquared) / (w2 * Math.Sqrt(w2));
        var parallelRadiusM = SemiMajorAxisM / Math.Sqrt(w2) * Math.Cos(latitude / DegreesPerRadian);
        return (EastM(x, y) / parallelRadiusM * DegreesPerRadian, NorthM(x, y) / meridianRadiusM * DegreesPerRadian);
    }

    private static double EastM(double x, double y) =>
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x))
        + Waves((20, 6 * x), (20, 2 * x), (20, x), (40, x / 3), (150, x / 12), (300, x / 30));

    private static double NorthM(double x, double y) =>
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x))
        + Waves((20, 6 * x), (20, 2 * x), (20, y), (40, y / 3), (160, y / 12), (320, y / 30));

    // Two thirds of the sum of amplitude times sin(pi times angle).
    private static double Waves(params ReadOnlySpan<(double Amplitude, double HalfTurns)> waves)
    {
        var sum = 0.0;
        foreach (var (amplitude, halfTurns) in waves) sum += amplitude * Math.Sin(Math.PI * halfTurns);
        return sum * 2 / 3;
    }
}
