using System.Buffers;
using System.Text;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Protos;
using static RealtimeGov.Gateway.Tests.Regions.Geo;

namespace RealtimeGov.Gateway.Tests.Regions;

public sealed class GeoJsonTests
{
    private static readonly TreeOfDay Tree = RegionTree.From(
        Read(Collection(
            Feature("""{"code":"G1","name":"a \"quoted\" name","parent":"V"}""", Box(0, 0, 1, 1)),
            Feature("""{"code":"G2","name":"g2"}""")), new RegionFileOptions { RootCode = "T" })
        .Select(r => new RegionDefined { Region = r, FromDate = LocalDay.Beginning })).Latest;

    [Fact]
    public void The_grids_below_a_region_with_their_stored_geometry() => Assert.Equal(
        """{"type":"FeatureCollection","features":["""
        + """{"type":"Feature","properties":{"code":"G2","name":"g2","parent":"T"},"geometry":null},"""
        + """{"type":"Feature","properties":{"code":"G1","name":"a \u0022quoted\u0022 name","parent":"V"},"geometry":"""
        + Box(0, 0, 1, 1) + "}]}",
        Written("T"));

    [Fact]
    public void An_unknown_region_has_no_grids() => Assert.Equal("""{"type":"FeatureCollection","features":[]}""", Written("nowhere"));

    private static string Written(string code)
    {
        var output = new ArrayBufferWriter<byte>();
        GeoJson.WriteGrids(output, Tree, code);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
