using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Summaries;

public sealed class TallyTests
{
    private static FeedItem Item(string id, long observedAtUs = 0) => new() { ReportId = id, ObservedAtUs = observedAtUs };

    [Fact]
    public void Each_outcome_counts_where_it_belongs_and_valid_is_their_sum()
    {
        var tally = new Tally();
        tally.Accept(3, Outcome.Opened, "a", Item("1"));
        tally.Accept(4, Outcome.Joined, "a", Item("2"));
        tally.Accept(7, Outcome.Joined, "b", Item("3"));
        tally.Accept(8, Outcome.Recorded, "b", Item("4"));
        tally.Accept(9, Outcome.Recorded, "b", Item("5"));
        tally.Accept(10, Outcome.Recorded, "b", Item("6"));
        tally.Refuse(12);
        Assert.Equal(new DayCounts
        {
            Valid = 6, Invalid = 1, Opened = 1, Joined = 2, Recorded = 3, AwaitingReview = 6, ByCategory = { ["a"] = 2, ["b"] = 4 },
        }, tally.ToCounts());
        Assert.Equal(12ul, tally.Version);
        Assert.Equal(6ul, tally.Valid);
    }

    [Theory]
    [InlineData(Outcome.Unspecified)]
    [InlineData(Outcome.Duplicate)]
    [InlineData(Outcome.Invalid)]
    [InlineData(Outcome.Retry)]
    public void No_other_outcome_is_a_valid_report_s(Outcome outcome)
    {
        var tally = new Tally();
        Assert.Throws<ArgumentOutOfRangeException>(() => tally.Accept(1, outcome, "a", Item("1")));
        Assert.Equal(new DayCounts(), tally.ToCounts());
        Assert.Equal(0ul, tally.Version);
        Assert.Empty(tally.Newest.Items);
    }

    [Fact]
    public void Counts_given_away_do_not_change()
    {
        var tally = new Tally();
        tally.Accept(1, Outcome.Opened, "a", Item("1"));
        var counts = tally.ToCounts();
        tally.Accept(2, Outcome.Opened, "a", Item("2"));
        tally.Refuse(3);
        Assert.Equal(new DayCounts { Valid = 1, Opened = 1, AwaitingReview = 1, ByCategory = { ["a"] = 1 } }, counts);
    }

    [Fact]
    public void A_row_of_the_store_goes_on_where_it_was()
    {
        var tally = new Tally();
        tally.Accept(1, Outcome.Opened, "a", Item("1", 10));
        tally.Accept(2, Outcome.Joined, "b", Item("2", 20));
        tally.Accept(3, Outcome.Recorded, "b", Item("3", 5));
        tally.Refuse(4);
        var read = Tally.From(tally.ToCounts(), tally.Version, tally.Newest.Items);
        foreach (var one in new[] { tally, read })
        {
            one.Accept(5, Outcome.Joined, "b", Item("4", 15));
            one.Refuse(6);
        }

        Assert.Equal(tally.ToCounts(), read.ToCounts());
        Assert.Equal(new DayCounts
        {
            Valid = 4, Invalid = 2, Opened = 1, Joined = 2, Recorded = 1, AwaitingReview = 4, ByCategory = { ["a"] = 1, ["b"] = 3 },
        }, read.ToCounts());
        Assert.Equal(6ul, read.Version);
        Assert.Equal(["2", "4", "1", "3"], read.Newest.Items.Select(i => i.ReportId));
    }

    [Fact]
    public void A_place_s_key_is_that_of_no_trade()
    {
        Assert.Equal(new DayKey(7, ""), DayKey.Place(7));
        Assert.NotEqual(new DayKey(7, "H"), DayKey.Place(7));
    }
}
