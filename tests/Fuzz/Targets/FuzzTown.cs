using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Fuzz.Tests.Targets;

/// <summary>A town of one grid, and a report that is right in it.</summary>
internal static class FuzzTown
{
    public static TreeOfDay Tree(long nowUs) => RegionTree.From(
    [
        Defined(new Region { Code = "T", Name = "镇", Kind = "town", TimeZone = "Asia/Shanghai" }),
        Defined(new Region
        {
            Code = "G1", Name = "网格", Kind = RegionKind.Grid, Parent = "T",
            Geometry = """{"type":"Polygon","coordinates":[[[120,30],[121,30],[121,31],[120,31],[120,30]]]}""",
        }),
    ]).At(nowUs);

    public static Report Report(long nowUs, string id, string grid = "G1", string steward = "s-1") => new()
    {
        ReportId = id,
        StewardId = steward,
        GridCode = grid,
        Category = "Roads/Pothole",
        Text = "路面坑洼",
        Location = new GeoPoint { Latitude = 30.5, Longitude = 120.5, AccuracyM = 5 },
        ObservedAt = Timestamp.FromDateTimeOffset(Instant.ToDateTimeOffset(nowUs)),
        PhotoIds = { new string('a', 64) },
        Disposition = Disposition.SolvedOnSpot,
        Origin = Origin.Steward,
        JoinsIssueId = "G1.1",
    };

    private static RegionDefined Defined(Region region) => new() { Region = region, FromDate = LocalDay.Beginning };
}
