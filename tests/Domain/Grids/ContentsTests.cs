using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class ContentsTests
{
    [Fact]
    public void What_may_be_erased_is_kept_whole()
    {
        var report = Samples.Report(1, r => r.PhotoIds.Add(new string('a', 64)));
        var expected = new Content { StewardId = "wz-001", Text = report.Text, Location = report.Location, PhotoIds = { new string('a', 64) } };
        expected.GridCodeSent = "";
        Assert.Equal(expected, Contents.Of(report, Samples.Pothole, ""));
    }

    [Fact]
    public void What_was_sent_is_kept_only_where_it_differs_from_what_counts()
    {
        var report = Samples.Report(1, r => r.GridCode = "G1");
        Assert.Equal(("", ""), Sent(Contents.Of(report, Samples.Pothole, "G1")));
        report.Category = "nobody/knows";
        report.GridCode = "G9";
        Assert.Equal(("nobody/knows", "G9"), Sent(Contents.Of(report, "unclassified", "G1")));
    }

    [Fact]
    public void Of_what_was_sent_128_characters_are_kept_and_no_half_of_one()
    {
        var report = Samples.Report(1, r => r.GridCode = new string('g', 200));
        report.Category = string.Concat(Enumerable.Repeat("🕳", 128)); // the longest that is well-formed
        var content = Contents.Of(report, "unclassified", "G1");
        Assert.Equal(new string('g', 128), content.GridCodeSent);
        Assert.Equal(report.Category, content.CategorySent);
        report.GridCode = string.Concat(Enumerable.Repeat("🕳", 129));
        Assert.Equal(report.Category, Contents.Of(report, "unclassified", "G1").GridCodeSent);
    }

    private static (string Category, string Grid) Sent(Content content) => (content.CategorySent, content.GridCodeSent);
}
