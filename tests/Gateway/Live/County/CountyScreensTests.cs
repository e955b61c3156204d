using RealtimeGov.Gateway.Live;

namespace RealtimeGov.Gateway.Tests.Live.County;

/// <summary>From a report to a screen, through four levels of real grains and a gateway's watches.</summary>
public sealed class CountyScreensTests
{
    private const string Today = "2016-06-13";
    /// <summary>Five seconds, after which a gateway asks again, are five thousand of them: more than a push can take.</summary>
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    private static readonly DateTimeOffset Afternoon = new(2016, 6, 13, 16, 40, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task S3_when_the_last_frame_is_lost_the_renewal_brings_its_number()
    {
        await using var town = await CountyTown.Start(Afternoon);
        var host = town.OpenHost();
        var (_, wall) = host.Open("C");
        await host.Reaches(wall.Shows("C", Today, 0));
        // Everything is lost: renewals alone tell, and they are five seconds apart.
        host.Road.Losing = int.MaxValue;
        var witness = town.OpenHost();
        var (_, told) = witness.Open("C");
        await town.Send("G1", Id(1));
        await witness.Reaches(told.Shows("C", Today, 1));
        Assert.Equal([0ul], wall.Numbers("C", Today));
        await host.Reaches(wall.Shows("C", Today, 1), Subscription.RenewEvery);
        Assert.Equal([0ul, 1ul], wall.Numbers("C", Today));
    }

    [Fact]
    public async Task S3_two_hub_hosts_in_one_process_show_the_same_and_one_that_ends_takes_nothing_from_the_other()
    {
        await using var town = await CountyTown.Start(Afternoon);
        var (one, two) = (town.OpenHost(), town.OpenHost());
        var ((_, first), (second, other)) = (one.Open("C", "V1"), two.Open("C", "V1"));
        await BothShow(0);
        var asked = (one.Road.Asked, two.Road.Asked);
        await town.Send("G1", Id(1));
        await BothShow(1);
        Assert.Equal(asked, (one.Road.Asked, two.Road.Asked)); // by pushes: none has asked again

        two.Watches.Forget(second);
        two.Pass(RegionWatches.UnwatchedFor); // its subscriptions end
        await town.Send("G2", Id(2));
        await one.Reaches(first.Shows("C", Today, 2), Instant);
        Assert.Equal((asked.Item1, 1ul), (one.Road.Asked, other.Now("C", Today)));

        async Task BothShow(ulong valid)
        {
            foreach (var region in new[] { "C", "V1" })
            {
                await one.Reaches(first.Shows(region, Today, valid), Instant);
                await two.Reaches(other.Shows(region, Today, valid), Instant);
            }
        }
    }

    [Fact]
    public async Task S3_an_answer_to_a_watch_that_a_newer_frame_has_overtaken_is_dropped()
    {
        await using var town = await CountyTown.Start(Afternoon);
        var host = town.OpenHost();
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await town.Send("G1", Id(1));
        host.Road.AnswersAfter = late.Task;
        var (screen, wall) = host.Open("C"); // the answer, of one report, is on its way
        await town.Send("G1", Id(2));
        await host.Reaches(wall.Shows("C", Today, 2)); // by a frame, pushed since
        late.SetResult();
        host.Road.AnswersAfter = null;
        await town.Send("G3", Id(3));
        await host.Reaches(wall.Shows("C", Today, 3));
        host.Watches.Watch(screen, "C", null); // asks again while frames may be under way: what is held, not less
        Assert.Equal([2ul, 3ul, 3ul], wall.Numbers("C", Today).Where(n => n > 1));
        Assert.Equal(wall.Versions("C", Today).Order(), wall.Versions("C", Today));
    }

    [Fact]
    public async Task S3_at_midnight_every_level_becomes_zero_though_nobody_reports()
    {
        await using var town = await CountyTown.Start(new DateTimeOffset(2016, 6, 13, 23, 59, 58, TimeSpan.FromHours(8)));
        var host = town.OpenHost();
        var (_, wall) = host.Open(CountyTown.Regions);
        await town.Send("G1", Id(1));
        await host.Reaches(wall.Shows("C", Today, 1), TimeSpan.FromMilliseconds(1));
        host.Pass(TimeSpan.FromSeconds(2));
        foreach (var region in CountyTown.Regions) await host.Reaches(wall.Shows(region, "2016-06-14", 0));
        Assert.Equal(1ul, wall.Now("C", Today));
    }

    [Fact]
    public async Task S3_a_day_of_twenty_five_hours_is_today_for_all_of_them()
    {
        // Berlin leaves summer time: 2016-10-30 lasts from 22:00Z to 23:00Z of the next day.
        await using var town = await CountyTown.Start(new DateTimeOffset(2016, 10, 29, 21, 59, 59, TimeSpan.Zero), "Europe/Berlin");
        var host = town.OpenHost();
        var (_, wall) = host.Open("C");
        await host.Reaches(wall.Shows("C", "2016-10-29", 0), TimeSpan.Zero);
        host.Pass(TimeSpan.FromSeconds(1));
        await host.Reaches(wall.Shows("C", "2016-10-30", 0), TimeSpan.FromSeconds(1));
        var started = host.Time.GetUtcNow();
        var next = wall.Shows("C", "2016-10-31", 0);
        host.Pass(new DateTimeOffset(2016, 10, 30, 22, 59, 58, TimeSpan.Zero) - started);
        host.Pass(TimeSpan.FromSeconds(1));
        Assert.Null(wall.Now("C", "2016-10-31"));
        Assert.False(next.IsCompleted);
        await host.Reaches(next, TimeSpan.FromSeconds(1));
        Assert.InRange(host.Time.GetUtcNow(), new DateTimeOffset(2016, 10, 30, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2016, 10, 30, 23, 30, 0, TimeSpan.Zero));
    }

    private static string Id(int number) => new Guid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1).ToString();
}
