using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Taxonomy;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class OpenIssuesTests
{
    private const string Manhole = "parts/manhole";
    private const long Hour = 3_600_000_000;

    private readonly OpenIssues issues = new();

    [Fact]
    public void Only_what_is_of_the_category_and_the_time_must_be_placed_first()
    {
        issues.Add(1, new OpenIssueFacts(Manhole, ObservedAtUs: 10 * Hour, Seq: 1));
        issues.Add(2, new OpenIssueFacts("parts/lamp", ObservedAtUs: 10 * Hour, Seq: 2));
        issues.Add(3, new OpenIssueFacts(Manhole, ObservedAtUs: 34 * Hour, Seq: 3));
        issues.Add(4, new OpenIssueFacts(Manhole, ObservedAtUs: 34 * Hour + 1, Seq: 4));
        issues.Add(5, new OpenIssueFacts(Categories.Unclassified, ObservedAtUs: 10 * Hour, Seq: 5));

        Assert.Equal([(1ul, 1ul), (3ul, 3ul)], issues.Unplaced(new NearSearch(Manhole, 10 * Hour, WithinUs: 24 * Hour)));
        Assert.Equal([(4ul, 4ul)], issues.Unplaced(new NearSearch(Manhole, 58 * Hour + 1, WithinUs: 24 * Hour)));
        Assert.Empty(issues.Unplaced(new NearSearch(Categories.Unclassified, 10 * Hour, WithinUs: 24 * Hour)));
        Assert.Empty(issues.Unplaced(new NearSearch("parts/tree", 10 * Hour, WithinUs: 24 * Hour)));
    }

    [Fact]
    public void What_is_placed_once_somewhere_or_nowhere_is_not_asked_for_again()
    {
        var search = new NearSearch(Manhole, Hour, WithinUs: Hour);
        issues.Add(1, new OpenIssueFacts(Manhole, Hour, Seq: 1));
        issues.Add(2, new OpenIssueFacts(Manhole, Hour, Seq: 2));
        issues.Place(1, 30.7, 120.4);
        issues.Place(1, 31.7, 121.4);
        issues.PlaceNowhere(2);
        issues.Place(2, 30.7, 120.4);
        issues.Place(9, 30.7, 120.4);

        Assert.Empty(issues.Unplaced(search));
        var nearness = new Nearness(50, Hour, JoinsByItself: false);
        Assert.Equal([1ul], issues.Near(Manhole, Hour, 30.7, 120.4, nearness));
        Assert.Empty(issues.Near(Manhole, Hour, 31.7, 121.4, nearness));
    }
}
