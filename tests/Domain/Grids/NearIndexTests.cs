using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class NearIndexTests
{
    private static readonly Nearness FiftyMetres = Nearness.Default;

    [Fact]
    public void An_empty_index_finds_nothing() => Assert.Empty(new NearIndex().Near(0, 30, 120, FiftyMetres));

    [Theory]
    [InlineData(0, 0, 1, 0, 111_195)]
    [InlineData(0, 0, 0, 1, 111_195)]
    [InlineData(59.9995, 10, 60.0005, 10, 111.195)]
    [InlineData(60, 10, 60, 10.001, 55.5975)]
    public void Distances_in_metres(double latitude1, double longitude1, double latitude2, double longitude2, double metres) =>
        Assert.Equal(metres, NearIndex.DistanceM(latitude1, longitude1, latitude2, longitude2), 0.001);

    [Fact]
    public void Equally_near_issues_come_by_their_numbers()
    {
        var index = new NearIndex();
        foreach (var id in new[] { 10ul, 1ul, 2ul }) index.Add(new PlacedIssue(id, 0, 30.74, 120.49));
        Assert.Equal([1ul, 2ul, 10ul], index.Near(0, 30.74, 120.49, FiftyMetres));
    }

    [Fact]
    public void A_distance_that_is_set_anew_holds_at_once()
    {
        var index = new NearIndex();
        index.Add(new PlacedIssue(1, 0, 30.74, 120.49));
        Assert.Empty(index.Near(0, 30.745, 120.49, FiftyMetres));
        Assert.Equal([1ul], index.Near(0, 30.745, 120.49, FiftyMetres with { DistanceM = 600 }));
        Assert.Empty(index.Near(0, 30.745, 120.49, FiftyMetres));
        index.Add(new PlacedIssue(2, 0, 30.745, 120.49));
        Assert.Equal([2ul], index.Near(0, 30.745, 120.49, FiftyMetres));
    }

    [Fact]
    public void Of_a_heap_on_one_spot_the_latest_observed_are_kept()
    {
        Assert.Equal(64, NearIndex.CellMax);
        var index = new NearIndex();
        for (var n = 0; n <= NearIndex.CellMax; n++) index.Add(new PlacedIssue((ulong)n, (65 - n) % 65 + 1, 30.74, 120.49));
        // n = 0 was observed first of all, at 1 us, and is the one that made room.
        Assert.Equal([63ul, 64ul], index.Near(0, 30.74, 120.49, FiftyMetres with { WithinUs = 3 }));
    }

    [Fact]
    public void The_mesh_finds_what_looking_at_every_issue_finds() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(0, int.MaxValue)).Resize(64).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (choices, from) =>
        {
            var nearness = FiftyMetres with { DistanceM = 20 + from % 400 };
            var issues = choices.Take(NearIndex.CellMax).Select((choice, n) => Placed((ulong)n, choice)).ToArray();
            var index = new NearIndex();
            foreach (var issue in issues) index.Add(issue);
            var at = Placed(0, from);
            var expected = issues
                .Select(i => (DistanceM: NearIndex.DistanceM(i.Latitude, i.Longitude, at.Latitude, at.Longitude), Issue: i))
                .Where(f => f.DistanceM <= nearness.DistanceM && Math.Abs(f.Issue.ObservedAtUs - at.ObservedAtUs) <= nearness.WithinUs)
                .OrderBy(f => f.DistanceM).ThenBy(f => f.Issue.Number)
                .Take(NearIndex.SuggestionsMax).Select(f => f.Issue.Number);
            return index.Near(at.ObservedAtUs, at.Latitude, at.Longitude, nearness).SequenceEqual(expected);
        }));

    /// <summary>Somewhere within about 600 m, some time within three days.</summary>
    private static PlacedIssue Placed(ulong number, int choice) =>
        new(number, choice / 3_600 % 72 * Instant.HourUs, 30.74 + choice % 60 * 0.0001, 120.49 + choice / 60 % 60 * 0.0001);
}
