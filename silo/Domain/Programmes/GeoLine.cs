using RealtimeGov.Domain.Routing;
using System.Globalization;

namespace RealtimeGov.Domain.Programmes;

/// <summary>A line on the ground, and how much of it lies along another.</summary>
/// <param name="Points">In WGS84 degrees, at least two.</param>
public sealed record GeoLine(IReadOnlyList<(double Latitude, double Longitude)> Points)
{
    public const int PointsMax = 500;

    /// <summary>Between places at which a line is compared.</summary>
    private const double StepM = 10;

    /// <summary>Metres, by straight pieces between the points.</summary>
    public double LengthM => Enumerable.Range(1, Points.Count - 1).Sum(n => Length(On(Points[n - 1]), On(Points[n])));

    /// <summary>Null where it is no line: 2 to 500 of <c>latitude,longitude</c> with blanks between them.</summary>
    public static GeoLine? Parse(string text)
    {
        var words = text.Split([' ', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 2 or > PointsMax) return null;
        var points = new List<(double, double)>(words.Length);
        foreach (var word in words)
        {
            if (word.Split(',') is not [var first, var second] || !IsDegrees(first, 90, out var latitude) || !IsDegrees(second, 180, out var longitude)) return null;
            points.Add((latitude, longitude));
        }
        return new GeoLine(points);
    }

    /// <summary>Of this line's length, how many of a hundred lie within <paramref name="nearM"/> metres of the track; rounded down.</summary>
    public int CoveredBy(GeoLine track, double nearM)
    {
        var (walked, all, covered) = (track.Points.Select(On).ToList(), 0, 0);
        foreach (var place in Places())
        {
            all++;
            if (Enumerable.Range(1, walked.Count - 1).Any(n => Distance(place, walked[n - 1], walked[n]) <= nearM)) covered++;
        }
        return covered * 100 / all;
    }

    // Both ends of each piece, and between them a place every ten metres at most.
    private IEnumerable<(double X, double Y)> Places()
    {
        yield return On(Points[0]);
        for (var n = 1; n < Points.Count; n++)
        {
            var (from, to) = (On(Points[n - 1]), On(Points[n]));
            var steps = Math.Max(1, (int)Math.Ceiling(Length(from, to) / StepM));
            for (var step = 1; step <= steps; step++) yield return (from.X + (to.X - from.X) * step / steps, from.Y + (to.Y - from.Y) * step / steps);
        }
    }

    // Metres east and north of this line's first point, on a plane: a section is some kilometres long.
    private (double X, double Y) On((double Latitude, double Longitude) point) => (
        (point.Longitude - Points[0].Longitude) * Position.MetresPerDegree * Math.Cos(Points[0].Latitude * Math.PI / 180), (point.Latitude - Points[0].Latitude) * Position.MetresPerDegree);

    private static double Length((double X, double Y) from, (double X, double Y) to) => Math.Sqrt((to.X - from.X) * (to.X - from.X) + (to.Y - from.Y) * (to.Y - from.Y));

    private static double Distance((double X, double Y) place, (double X, double Y) from, (double X, double Y) to)
    {
        var length = Length(from, to);
        if (length == 0) return Length(place, from);
        var along = Math.Clamp(((place.X - from.X) * (to.X - from.X) + (place.Y - from.Y) * (to.Y - from.Y)) / (length * length), 0, 1);
        return Length(place, (from.X + (to.X - from.X) * along, from.Y + (to.Y - from.Y) * along));
    }

    private static bool IsDegrees(string text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= most;
}
