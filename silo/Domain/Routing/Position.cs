namespace RealtimeGov.Domain.Routing;

/// <summary>WGS84 degrees.</summary>
public static class Position
{
    /// <summary>Along a meridian, on the sphere of 6,371,009 m: 2 pi r / 360.</summary>
    public const double MetresPerDegree = 111_195;

    /// <summary>
    /// False for what is a device's fault: not finite, out of range, or (0,0), which is what a receiver without a fix says.
    /// </summary>
    public static bool IsValid(double latitude, double longitude) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 && (latitude != 0 || longitude != 0);
}
