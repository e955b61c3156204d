using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Live;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class ReportMakerTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Ten_thousand_reports_are_of_stewards_at_home_in_their_grids_about_what_is_met_there()
    {
        foreach (var made in Make(10_000, new OpenIssues()))
        {
            Assert.Equal(made.Steward.Home, made.Grid);
            Assert.Equal(made.Grid.Code, made.Message.GridCode);
            Assert.Equal(made.Kind.Code, made.Message.Category);
            Assert.True(made.Grid.Shape.Holds(new LngLat(made.Message.Location.Longitude, made.Message.Location.Latitude)));
            Assert.DoesNotContain(PhraseBook.Spot, made.Message.Text);
            if (made.Steward.Trade is { } trade) Assert.Contains(made.Kind, trade.Categories);
            else Assert.True((made.Grid.Village.IsCommunity ? made.Kind.CommunityWeight : made.Kind.VillageWeight) > 0);
        }
    }

    [Fact]
    public void Shares_are_as_set()
    {
        var made = Make(10_000, new OpenIssues());

        Assert.Equal(0.22, made.Count(one => one.Message.Disposition == Disposition.SolvedOnSpot) / 1e4, 0.01);
        Assert.Equal(0.04, made.Count(one => one.Message.Disposition == Disposition.NothingNeeded) / 1e4, 0.01);
        Assert.Equal(0.15, made.Count(one => one.Steward.Trade is not null) / 1e4, 0.01);
        Assert.Equal(82, made.Select(one => one.Grid).Distinct().Count());
        Assert.Equal(25, made.Select(one => one.Kind).Distinct().Count());
    }

    [Fact]
    public void The_same_seed_says_the_same_under_new_ids()
    {
        var (one, other) = (Make(50, new OpenIssues()), Make(50, new OpenIssues()));

        Assert.Equal(one.Select(made => made.Message.Text), other.Select(made => made.Message.Text));
        Assert.Empty(one.Select(made => made.Message.ReportId).Intersect(other.Select(made => made.Message.ReportId)));
    }

    [Fact]
    public void Some_join_an_open_issue_of_the_same_grid_and_category()
    {
        var issues = new OpenIssues();
        var grid = Wuzhen.Map.Grids[40];
        var kind = Wuzhen.Town.Phrases.Kinds[0];
        issues.Add(new KnownIssue("g.1", grid, kind));

        var joining = Make(10_000, issues).Where(made => made.Message.JoinsIssueId.Length > 0).ToList();

        Assert.Equal(0.06, joining.Count / 1e4, 0.01);
        Assert.All(joining, made => Assert.Equal(("g.1", grid, kind, Disposition.Handle),
            (made.Message.JoinsIssueId, made.Grid, made.Kind, made.Message.Disposition)));
    }

    [Fact]
    public void Only_the_newest_64_issues_are_remembered()
    {
        var issues = new OpenIssues();
        for (var number = 1; number <= 1000; number++)
            issues.Add(new KnownIssue($"g.{number}", Wuzhen.Map.Grids[0], Wuzhen.Town.Phrases.Kinds[0]));

        Assert.Equal(64, issues.Count);
        var chance = new Chance(3);
        var drawn = Enumerable.Range(0, 10_000).Select(_ => int.Parse(issues.Any(chance)!.Id[2..])).Distinct().Order();
        Assert.Equal(Enumerable.Range(937, 64), drawn);
    }

    private static List<MadeReport> Make(int count, OpenIssues issues)
    {
        var maker = new ReportMaker(Wuzhen.Town, Wuzhen.Map, Wuzhen.Roster, new Chance(42), Guid.NewGuid);
        return [.. Enumerable.Range(0, count).Select(_ => maker.Make(At, issues))];
    }
}
