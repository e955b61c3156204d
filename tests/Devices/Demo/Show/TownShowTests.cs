using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Show;

namespace RealtimeGov.Devices.Tests.Demo.Show;

public sealed class TownShowTests
{
    private readonly FakeAdministrator administrator = new();
    private readonly FakeReporter reporter = new();
    private readonly List<string> said = [];

    [Fact]
    public async Task Five_acts_follow_one_another_each_in_a_line_or_two_with_the_count()
    {
        await PlayAsync(lines: 6);

        Assert.Equal(2_100, reporter.Received.Count);
        Assert.Matches("^暴雨 storm: 2,100 条信息同时涌向.+ reports at once to 330483100", said[0]);
        Assert.Matches("^暴雨过去 the storm is over: 2,100 条发出 sent, 2,100 条计入 counted, .+ s; 有效信息 valid reports 0 -> 2,100$", said[1]);
        Assert.Matches("^清空 silo-. drained: 27 个网格移走 grids moved away; 有效信息 valid reports 2,100 -> 2,100$", said[2]);
        Assert.Matches("^恢复 silo-. refilled: 27 个网格移回", said[3]);
        Assert.Matches("^把最忙的 12 个网格挤到 silo-.", said[4]);
        Assert.Equal("执行均衡方案 plan applied: 3 个网格 grids, 最忙者为均值的 busiest silo over the mean 2.40 -> 1.05; 有效信息 valid reports 2,100 -> 2,100", said[5]);
        Assert.Equal(["drain", "refill", .. Enumerable.Repeat("move", 12), "apply"], administrator.Asked.Select(order => order.Split(' ')[0]));
        Assert.Equal(administrator.Asked[0].Split(' ')[1], administrator.Asked[1].Split(' ')[1]);
    }

    [Fact]
    public async Task No_storm_breaks_before_its_time()
    {
        await PlayAsync(lines: 5, stormsFrom: TimeSpan.FromMinutes(4));

        Assert.Equal(["清空", "恢复", "把最忙的", "执行均衡方案", "暴雨"], said.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task The_busiest_grids_are_moved_that_are_neither_pinned_nor_there_already()
    {
        await PlayAsync(lines: 6);

        var moves = administrator.Asked.Where(order => order.StartsWith("move ", StringComparison.Ordinal)).Select(order => order.Split(' ')).ToList();
        var onto = Assert.Single(moves.Select(move => move[2]).Distinct());
        var busiest = Wuzhen.Map.Grids.Select((grid, i) => (grid.Code, Silo: $"silo-{i % 3 + 1}", Rate: i))
            .Where(grid => grid.Silo != onto && grid.Rate != 1).OrderByDescending(grid => grid.Rate).Take(12);
        Assert.Equal(busiest.Select(grid => grid.Code), moves.Select(move => move[1]));
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_choices()
    {
        await PlayAsync(lines: 12);
        var again = new TownShowTests();
        await again.PlayAsync(lines: 12);
        var other = new TownShowTests();
        await other.PlayAsync(lines: 12, seed: 43);

        Assert.Equal(administrator.Asked, again.administrator.Asked);
        Assert.NotEqual(administrator.Asked, other.administrator.Asked);
    }

    [Fact]
    public async Task What_an_earlier_show_left_drained_is_refilled_first()
    {
        administrator.SetState("silo-2", "draining");

        await PlayAsync(lines: 1);

        Assert.Equal("refill silo-2", administrator.Asked[0]);
        Assert.StartsWith("silo-2 上次清空后未恢复", said[0]);
    }

    [Fact]
    public async Task The_last_silo_is_not_drained_and_without_a_storm_none_breaks()
    {
        administrator.SetState("silo-1", "dead");
        administrator.SetState("silo-3", "dead");
        administrator.PlannedMoves = 0;

        await PlayAsync(lines: 2, storm: 0);

        Assert.Empty(administrator.Asked);
        Assert.Empty(reporter.Received);
        Assert.Equal("负载均衡，无须移动 the load is even: nothing to move", said[0]);
    }

    [Fact]
    public async Task An_act_that_is_refused_is_told_and_the_next_one_is_played()
    {
        administrator.Refuses = "placement_changed";

        await PlayAsync(lines: 5, storm: 0);

        Assert.All(said.Take(3), line => Assert.Equal("这一幕未成 this act failed: placement_changed placement_changed", line));
        Assert.Equal(["drain", "move", "apply"], administrator.Asked.Take(3).Select(order => order.Split(' ')[0]));
    }

    /// <summary>Until so many lines were said.</summary>
    private async Task PlayAsync(int lines, int storm = 2_100, ulong seed = 42, TimeSpan stormsFrom = default)
    {
        using var stop = new CancellationTokenSource();
        var (clock, chance) = (new StillClock(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero), leaps: true), new Chance(seed));
        var show = new TownShow(
            administrator, new Storm(Wuzhen.Town, Wuzhen.Roster, [reporter, reporter], chance, Guid.NewGuid, clock), storm, stormsFrom, Wuzhen.Map,
            _ => Task.FromResult((long)reporter.Received.Count), chance, TimeSpan.FromSeconds(45), clock, line =>
            {
                said.Add(line);
                if (said.Count >= lines) stop.Cancel();
            });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => show.RunAsync(stop.Token));
    }
}
