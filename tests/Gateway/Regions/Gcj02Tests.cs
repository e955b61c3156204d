using RealtimeGov.Gateway.Regions;

namespace RealtimeGov.Gateway.Tests.Regions;

public sealed class Gcj02Tests
{
    private const double MetresPerDegree = 111_320;

    [Fact]
    public void The_way_back_is_within_a_tenth_of_a_metre_all_over_the_rectangle()
    {
        var worstM = 0.0;
        for (var longitude = 72.5; longitude < 137.8; longitude += 0.7)
            for (var latitude = 1.0; latitude < 55.5; latitude += 0.7)
            {
                var shifted = Gcj02.FromWgs84(longitude, latitude);
                var back = Gcj02.ToWgs84(shifted.Longitude, shifted.Latitude);
                worstM = Math.Max(worstM, MetresPerDegree * Math.Max(Math.Abs(back.Longitude - longitude), Math.Abs(back.Latitude - latitude)));
            }

        Assert.InRange(worstM, 0, 0.001);
    }

    [Fact]
    public void Wuzhen_is_shifted_by_half_a_kilometre_to_the_south_east()
    {
        var (longitude, latitude) = Gcj02.FromWgs84(120.49, 30.74);
        Assert.InRange((longitude - 120.49) * MetresPerDegree * Math.Cos(30.74 * Math.PI / 180), 400, 500);
        Assert.InRange((latitude - 30.74) * MetresPerDegree, -300, -200);
    }

    [Theory]
    [InlineData(-122.42, 37.77)]
    [InlineData(72, 30)]
    [InlineData(120, 56)]
    public void Abroad_nothing_is_shifted(double longitude, double latitude)
    {
        Assert.Equal((longitude, latitude), Gcj02.FromWgs84(longitude, latitude));
        Assert.Equal((longitude, latitude), Gcj02.ToWgs84(longitude, latitude));
    }
}
