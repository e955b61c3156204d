using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class PositionCheckTests
{
    [Theory]
    [InlineData(30.74, 120.49, true)]
    [InlineData(90, 180, true)]
    [InlineData(-90, -180, true)]
    [InlineData(0, 120.49, true)]
    [InlineData(30.74, 0, true)]
    [InlineData(0, double.Epsilon, true)]
    [InlineData(0, 0, false)]
    [InlineData(-0.0, -0.0, false)]
    [InlineData(90.00000000000001, 0, false)]
    [InlineData(-90.00000000000001, 0, false)]
    [InlineData(0, 180.00000000000003, false)]
    [InlineData(0, -180.00000000000003, false)]
    [InlineData(double.NaN, 120.49, false)]
    [InlineData(30.74, double.NaN, false)]
    [InlineData(double.PositiveInfinity, 120.49, false)]
    [InlineData(double.NegativeInfinity, 120.49, false)]
    [InlineData(30.74, double.PositiveInfinity, false)]
    [InlineData(30.74, double.NegativeInfinity, false)]
    public void Coordinates(double latitude, double longitude, bool valid)
    {
        var check = Samples.Check(r => r.Location = new GeoPoint { Latitude = latitude, Longitude = longitude });
        Assert.Equal(valid ? null : "location_invalid", check.Fault);
        Assert.Equal(valid, Position.IsValid(latitude, longitude)); // the router must not place what the grid refuses
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(65, true)]
    [InlineData(double.MaxValue, true)]
    [InlineData(-0.001, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void Accuracies(double accuracyM, bool valid) =>
        Assert.Equal(valid ? null : "location_invalid", Samples.Check(r => r.Location.AccuracyM = accuracyM).Fault);

    [Fact]
    public void No_position_is_no_fault() => Assert.Null(Samples.Check(r => r.Location = null).Fault);
}
