using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Live;
using RealtimeGov.Devices.Demo.Offices;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Demo.Offices;

public sealed class TownOfficesTests
{
    private static readonly OfficeStaff Staff = new(Wuzhen.Town);

    private readonly FakeOffices fake = new();
    private readonly List<string> said = [];

    [Fact]
    public async Task What_is_reported_is_taken_through_its_life_by_people_of_their_own_level()
    {
        var offices = Open();
        foreach (var number in Enumerable.Range(1, 60)) Hear(offices, number);

        await WorkUntil(offices, () => offices.Count == 0);

        Assert.True(fake.IsRegistered);
        Assert.Equal(60, fake.Taken.DistinctBy(step => step.Issue).Count());
        Assert.All(fake.Taken.GroupBy(step => step.Issue), life => Assert.Contains(life.Last().Step, (string[])["close", "rate", "decline"]));
        Assert.All(fake.Taken.Where(step => step.Step == "route"), step => Assert.StartsWith("demo-desk-", step.By));
        Assert.Contains(fake.Taken, step => step.Step is "takeOver" or "resolve" && step.By.StartsWith("demo-cadre-", StringComparison.Ordinal));
        Assert.Contains(fake.Taken, step => step.Step is "takeOver" or "resolve" && Staff.Units.Any(unit => step.By == $"{unit.Id}-1"));
    }

    [Fact]
    public async Task A_town_that_is_no_demo_is_left_alone()
    {
        fake.IsDemo = false;
        var offices = Open();
        Hear(offices, 1);

        await offices.RunAsync(default);

        Assert.False(fake.IsRegistered);
        Assert.Equal((0, 0), (fake.Looks, fake.Taken.Count));
        Assert.Contains("no demo", Assert.Single(said));
    }

    [Fact]
    public async Task The_first_administrator_comes_before_the_demos_people()
    {
        fake.Strangers = 3;
        var offices = Open();
        Hear(offices, 1);

        await WorkUntil(offices, () => offices.Count == 0);

        Assert.Equal(2, said.Count);
        Assert.Contains("setup link", said[0]);
    }

    [Theory]
    [InlineData("li.na", false)]
    [InlineData("demo-desk-2", true)]
    [InlineData("", true)]
    public async Task An_issue_that_a_person_has_touched_is_theirs_and_one_that_was_joined_goes_on(string quicker, bool goesOn)
    {
        fake.Quicker = ("issue-1", quicker);
        var offices = Open();
        foreach (var number in Enumerable.Range(1, 5)) Hear(offices, number);
        fake.Queue.Add(new WaitingIssue("issue-1", Wuzhen.Map.Grids[0].Code, "water/ditch", "accepted", ""));

        await WorkUntil(offices, () => offices.Count == 0 && fake.Looks > 4);

        Assert.Equal(goesOn, fake.Taken.Any(step => step.Issue == "issue-1"));
        Assert.Equal(4, fake.Taken.Where(step => step.Issue != "issue-1").DistinctBy(step => step.Issue).Count());
    }

    [Fact]
    public async Task What_an_earlier_run_left_open_is_found_in_the_queue_at_the_second_look()
    {
        fake.Queue.Add(new WaitingIssue("left", Wuzhen.Map.Grids[0].Code, "water/ditch", "handling", Wuzhen.Map.Grids[0].Village.Code));
        var offices = Open();

        await WorkUntil(offices, () =>
        {
            if (fake.Taken.Count > 0) fake.Queue.Clear();
            return fake.Taken.Any(step => step.Step == "close");
        });

        Assert.Equal("resolve", fake.Taken.First(step => step.Issue == "left" && step.Step != "supervise" && step.Step != "answerNote").Step);
        Assert.True(fake.Looks >= 2);
        Assert.Equal(fake.Looks * TownOffices.ReviewsPerLook, fake.Reviewed);
    }

    [Fact]
    public async Task A_server_that_restarts_costs_no_step_and_memory_is_bounded()
    {
        fake.Unavailable = 3;
        var offices = Open();
        foreach (var number in Enumerable.Range(1, TownOffices.CasesMax + 100)) Hear(offices, number);
        Assert.Equal(TownOffices.CasesMax, offices.Count);

        await WorkUntil(offices, () => offices.Count == 0);

        Assert.Equal(TownOffices.CasesMax, fake.Taken.DistinctBy(step => step.Issue).Count());
    }

    private TownOffices Open() => new(
        fake, Staff, new OfficeRules(Staff, declines: true), Wuzhen.Map, ["water"], seed: 42, speed: 1,
        new StillClock(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero), leaps: true), said.Add);

    private static void Hear(TownOffices offices, int number)
    {
        var report = new Report { ReportId = Guid.NewGuid().ToString("D") };
        var grid = Wuzhen.Map.Grids[number % Wuzhen.Map.Grids.Count];
        var made = new MadeReport(report, Wuzhen.Roster.All[0], grid, Wuzhen.Town.Phrases.Kinds[0]);
        offices.Hear(made, new ReportReceipt { Outcome = Outcome.Opened, ReportId = report.ReportId, IssueId = $"issue-{number}" });
        offices.Hear(made, new ReportReceipt { Outcome = Outcome.Joined, ReportId = report.ReportId, IssueId = $"issue-{number}" });
    }

    /// <summary>The clock leaps with each tick; whether it is enough is asked when something happens, looks included.</summary>
    private async Task WorkUntil(TownOffices offices, Func<bool> isEnough)
    {
        using var stop = new CancellationTokenSource();
        fake.Happens = () =>
        {
            if (isEnough()) stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => offices.RunAsync(stop.Token));
    }
}
