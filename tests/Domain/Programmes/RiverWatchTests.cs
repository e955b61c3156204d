using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Rivers;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class RiverWatchTests
{
    private const string Line = "30.0000,121.0000 30.0010,121.0000 30.0010,121.0010"; // 111 m north, 96 m east

    [Fact]
    public void A_section_is_fresh_for_its_days_after_the_last_valid_walk_and_then_overdue()
    {
        var rivers = Watched();
        Assert.Equal(["a", "b"], Stale(rivers, "2026-03-20"));
        rivers.Today = ProgrammeRun.Day("2026-03-12");
        Assert.Equal("", rivers.By("x1", "walk", "a", new { act = "w1", on = "2026-03-12", track = Line }));
        Assert.Equal("", rivers.By("x1", "walk", "a", new { act = "w0", on = "2026-03-10", track = Line })); // brought late: no older for it
        Assert.Equal(ProgrammeRun.Day("2026-03-12"), rivers.Item("a").Numbers["last"]);
        Assert.Empty(Stale(rivers, "2026-03-12"));
        Assert.Equal(["b"], Stale(rivers, "2026-03-13")); // 3 days from the 9th
        Assert.Equal(["b"], Stale(rivers, "2026-03-19"));
        Assert.Equal(["a", "b"], Stale(rivers, "2026-03-20")); // 7 days from the 12th
        Assert.Equal(207L, rivers.Item("a").Numbers["metres"]);
    }

    [Theory]
    [InlineData(Line, "")]
    [InlineData("30.0010,121.0010 30.0010,121.0000 30.0000,121.0000", "")] // from the mouth to the source
    [InlineData("30.0000,121.0002 30.0008,121.0002 30.0008,121.0010", "")] // 22 m aside
    [InlineData("30.0000,121.0000 30.0010,121.0000", RiverWatch.TrackAside)] // half of it
    [InlineData("30.0000,121.0004 30.0006,121.0004 30.0006,121.0010", RiverWatch.TrackAside)] // 39 m aside
    [InlineData("30.5,121.5 30.6,121.6", RiverWatch.TrackAside)]
    [InlineData("30.0,121.0", ProgrammeRefusals.FieldMalformed)]
    [InlineData("30.0,121.0 91,121.0", ProgrammeRefusals.FieldMalformed)]
    [InlineData("30.0,121.0 NaN,121.0", ProgrammeRefusals.FieldMalformed)]
    public void A_walk_counts_where_its_track_follows_the_section(string track, string refused)
    {
        var rivers = Watched();
        Assert.Equal(refused, rivers.By("x1", "walk", "a", new { act = "w1", on = "2026-03-09", track }));
        Assert.Equal(refused.Length == 0 ? 1L : 0L, rivers.Item("a").Numbers["walks"]);
    }

    [Fact]
    public void A_track_is_kept_nowhere()
    {
        var rivers = Watched();
        var step = rivers.Batch(rivers.Sent("walk", "a", new { act = "w1", on = "2026-03-09", track = "30.00001,121.00001 30.00101,121.00001 30.00101,121.00101" })).Steps.Single();
        Assert.Null(step.Content);
        Assert.DoesNotContain("30.00001", System.Text.Encoding.UTF8.GetString(Google.Protobuf.MessageExtensions.ToByteArray(step.Event)));
    }

    [Fact]
    public void A_section_has_one_chief_and_further_patrollers_and_nobody_else_notes_a_walk()
    {
        var rivers = Watched();
        Assert.Equal(RiverWatch.ChiefTaken, rivers.Office("put", "a", new { person = "x2", chief = true }));
        Assert.Equal("", rivers.Office("put", "a", new { person = "x2" }));
        Assert.Equal((3L, 1L), (rivers.Figures["patrollers"], rivers.Figures["chiefs"]));
        Assert.Equal(RiverWatch.NotPatroller, rivers.By("zhao", "walk", "a", new { act = "w", on = "2026-03-09", track = Line }));
        Assert.Equal(ProgrammeRefusals.DayInFuture, rivers.By("x2", "walk", "a", new { act = "w", on = "2026-03-10", track = Line }));
        Assert.Equal("", rivers.Office("leave", "a", new { person = "chief" }));
        Assert.Equal("", rivers.Office("put", "a", new { person = "x2", chief = true }));
        Assert.Equal(RiverWatch.LineLength, rivers.Office("section", "c", new { title = "河段", river = "r", line = "30.0,121.0 30.00001,121.0" }));
        Assert.Equal(RiverWatch.LimitMalformed, rivers.Office("section", "c", new { title = "河段", river = "r", line = Line, limit = 0 }));
    }

    private static IEnumerable<string> Stale(ProgrammeRun rivers, string today) =>
        rivers.Programme.Items.Values.Where(item => item.DueDate > 0 && item.DueDate < ProgrammeRun.Day(today)).Select(item => item.Id);

    private static ProgrammeRun Watched()
    {
        var rivers = new ProgrammeRun(RiverWatch.Kind);
        rivers.Must("office", "section", "a", new { title = "东河上段", river = "east", line = Line });
        rivers.Must("office", "section", "b", new { title = "东河下段", river = "east", line = Line, limit = 3 });
        rivers.Must("office", "put", "a", new { person = "chief", chief = true });
        rivers.Must("office", "put", "a", new { person = "x1" });
        return rivers;
    }
}
