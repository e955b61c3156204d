using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Field;

[Trait("lane", "cases")]
public sealed class OpenedNearTests
{
    private readonly OpenedNear near = new();

    [Fact]
    public void Case_08_a_report_over_the_border_names_the_first()
    {
        Open(1, "G1", 120.49995);
        Assert.Equal(["G1.1"], near.Find(At(2, 120.50005), "parts/manhole", Nearness.Default, "G2"));
        Assert.Empty(near.Find(At(2, 120.50005), "parts/manhole", Nearness.Default, "G1")); // its own the grid knows itself
        Assert.Empty(near.Find(At(2, 120.5012), "parts/manhole", Nearness.Default, "G2"));
        Assert.Empty(near.Find(At(2, 120.50005), "parts/lamp", Nearness.Default, "G2"));
    }

    [Fact]
    public void The_same_sender_s_same_words_are_found_whatever_the_category()
    {
        Open(1, "G1", 120.4);
        Assert.Equal(["G1.1"], near.Find(At(2, 120.6, "s-1"), "unclassified", Nearness.Default, "G2"));
        Assert.Empty(near.Find(At(2, 120.6, "s-2"), "unclassified", Nearness.Default, "G2"));
    }

    private static Report At(int number, double longitude, string steward = "s-9")
    {
        var report = Reports.Of(number, "", steward);
        report.Location = new GeoPoint { Latitude = 30.745, Longitude = longitude };
        return report;
    }

    private void Open(int number, string grid, double longitude) =>
        near.Add(At(number, longitude, "s-1"), "parts/manhole", Nearness.Default, new ReportReceipt { IssueId = $"{grid}.{number}", GridCode = grid });
}
