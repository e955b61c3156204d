using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Offices;

namespace RealtimeGov.Devices.Tests.Demo.Offices;

public sealed class OfficeRulesTests
{
    private const int Lives = 2_000;

    private static readonly OfficeStaff Staff = new(Wuzhen.Town);

    [Fact]
    public void Every_village_and_every_station_has_somebody_and_all_ids_say_that_they_are_the_demos()
    {
        Assert.All(Wuzhen.Town.Villages, village => Assert.Contains(Staff.HolderOf(village.Code)!.Posts, post => post == new OfficePost("linking_cadre", village.Code)));
        Assert.All(Staff.Units, unit => Assert.Equal(unit.Id, Staff.HolderOf(unit.Id)!.Posts[0].Unit));
        Assert.All(Wuzhen.Town.Phrases.Kinds, kind => Assert.NotNull(Staff.HolderOf(OfficeStaff.StationOf(kind.Code))));
        Assert.All(Staff.Workers.Select(worker => worker.Id).Concat(Staff.Units.Select(unit => unit.Id)), id => Assert.StartsWith(OfficeStaff.Prefix, id));
        Assert.Equal(Staff.Workers.Count, Staff.Workers.DistinctBy(worker => worker.Id).Count());
        var lines = Staff.Sheet().Split('\n');
        Assert.Equal("id,name,role,region,unit", lines[0]);
        Assert.Equal(Staff.Workers.Sum(worker => worker.Posts.Count), lines.Length - 1);
    }

    [Fact]
    public void Every_issue_ends_within_a_quarter_of_an_hour_and_most_within_three_minutes()
    {
        var lives = Enumerable.Range(1, Lives).Select(number => Live(number, declines: true)).ToList();

        Assert.All(lives, life => Assert.Contains(life[^1].Stage, (string[])["closed", "declined"]));
        var lasting = lives.Select(life => life.Sum(step => step.Move.After.TotalSeconds)).Order().ToList();
        Assert.True(lasting[Lives / 2] < 180, $"half of them last {lasting[Lives / 2]:0} s");
        Assert.True(lasting[^1] < 900, $"the longest lasts {lasting[^1]:0} s");
        string[] everything = ["route", "takeOver", "handBack", "handUp", "supervise", "answerNote", "resolve", "verify", "feedBack", "askBack", "reply", "rate", "reopen", "decline", "close"];
        Assert.Equal(everything.Order(), lives.SelectMany(life => life.Select(step => step.Move.Step)).Distinct().Order());
    }

    // Whoever looks for two minutes sees a yellow card and a red one: of a hundred issues some pass both marks of the review.
    [Fact]
    public void Some_are_late_past_the_warning_and_some_past_the_end_of_the_limit()
    {
        var (_, minutes, yellow) = OfficeRules.Limits.Single(limit => limit.Clock == "review");
        var reviews = Enumerable.Range(1, Lives).Select(number => Live(number, declines: true)[0].Move).ToList();

        var red = reviews.Count(move => move.After > TimeSpan.FromMinutes(minutes));
        var warned = reviews.Count(move => move.After > TimeSpan.FromMinutes(yellow)) - red;
        Assert.InRange(warned, Lives * 4 / 100, Lives * 10 / 100);
        Assert.InRange(red, Lives * 1 / 100, Lives * 6 / 100);
        Assert.All(reviews, move => Assert.Equal(move.IsLate, move.After > TimeSpan.FromMinutes(yellow)));
        Assert.All(OfficeRules.Limits, limit => Assert.InRange(limit.Yellow, 1, limit.Minutes - 1));
    }

    [Fact]
    public void The_same_seed_is_the_same_story_and_nothing_is_declined_during_a_show()
    {
        for (var number = 1; number <= 50; number++) Assert.Equal(Words(Live(number, declines: true)), Words(Live(number, declines: true)));
        Assert.NotEqual(Words(Live(1, declines: true)), Words(Live(2, declines: true)));
        Assert.DoesNotContain(Enumerable.Range(1, Lives).SelectMany(number => Live(number, declines: false)), step => step.Move.Step == "decline");

        static IEnumerable<string> Words(List<(OfficeMove Move, string Stage)> life) => life.Select(step => $"{step.Move.After} {step.Move.By?.Id} {step.Move.Step} {step.Move.Text}");
    }

    private static List<(OfficeMove Move, string Stage)> Live(int number, bool declines)
    {
        var rules = new OfficeRules(Staff, declines);
        var of = new OfficeCase("issue", "report", Wuzhen.Town.Villages[0].Code, "water/ditch", Chance.Of(7, $"{number}")) { Stage = "open", Version = 1 };
        var life = new List<(OfficeMove, string)>();
        while (rules.Next(of) is { } move)
        {
            of.Stage = FakeOffices.After(of.Stage, move);
            if (move.LeadAfter is { } lead) of.Lead = lead;
            if (move.Step is "supervise" or "answerNote") of.HasOpenNote = move.Step == "supervise";
            life.Add((move, of.Stage));
            Assert.True(life.Count < 60, "an issue goes round in circles");
        }
        return life;
    }
}
