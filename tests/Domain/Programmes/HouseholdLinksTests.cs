using RealtimeGov.Domain.Programmes.Households;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class HouseholdLinksTests
{
    /// <summary>Three, three and two: what a grid of the source has.</summary>
    [Fact]
    public void A_grid_s_three_three_and_two_households_are_all_linked()
    {
        var links = new ProgrammeRun(HouseholdLinks.Kind);
        var household = 0;
        foreach (var (steward, n) in new[] { ("a", 3), ("b", 3), ("c", 2) })
        {
            links.Must("office", "steward", steward);
            for (var i = 0; i < n; i++)
            {
                links.Must("office", "household", $"h{household}");
                Assert.Equal("", links.Office("link", $"h{household++}", new { steward, wish = i == 0 }));
            }
        }
        Assert.Equal((8L, 8L, 0L, 3L, 3L), (links.Figures["households"], links.Figures["linked"], links.Figures["unlinked"], links.Figures["most"], links.Figures["byWish"]));
        Assert.Equal([3L, 3L, 2L], new[] { "a", "b", "c" }.Select(steward => links.Item(steward).Numbers["households"]));
    }

    [Fact]
    public void A_steward_who_is_full_or_exempt_is_linked_to_nobody_further()
    {
        var links = new ProgrammeRun(HouseholdLinks.Kind, new { perSteward = 1 });
        foreach (var household in new[] { "h1", "h2" }) links.Must("office", "household", household);
        links.Must("office", "steward", "a");
        links.Must("office", "steward", "old", new { exempt = true });
        links.Must("office", "link", "h1", new { steward = "a" });
        Assert.Equal(HouseholdLinks.StewardFull, links.Office("link", "h2", new { steward = "a" }));
        Assert.Equal(HouseholdLinks.StewardExempt, links.Office("link", "h2", new { steward = "old" }));
        Assert.Equal(HouseholdLinks.StewardUnknown, links.Office("link", "h2", new { steward = "nobody" }));
        Assert.Equal((1L, 1L, 2L, 1L), (links.Figures["linked"], links.Figures["unlinked"], links.Figures["stewards"], links.Figures["available"]));
    }

    [Fact]
    public void The_next_steward_leaves_a_card_of_their_own()
    {
        var links = new ProgrammeRun(HouseholdLinks.Kind);
        links.Must("office", "household", "h1");
        Assert.Equal(HouseholdLinks.NotLinked, links.Office("card", "h1"));
        foreach (var steward in new[] { "a", "b" }) links.Must("office", "steward", steward);
        links.Must("office", "link", "h1", new { steward = "a" });
        Assert.Equal("", links.By("a", "card", "h1"));
        Assert.NotEqual("", links.By("b", "card", "h1"));
        Assert.Equal(1, links.Figures["cards"]);
        links.Must("office", "link", "h1", new { steward = "b" });
        Assert.Equal((0L, 0L, 1L), (links.Figures["cards"], links.Item("a").Numbers["households"], links.Item("b").Numbers["households"]));
        links.Must("office", "unlink", "h1");
        Assert.Equal((1L, 0L), (links.Figures["unlinked"], links.Item("b").Numbers["households"]));
    }
}
