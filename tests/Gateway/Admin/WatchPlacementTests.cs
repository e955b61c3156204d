using System.Text.Json;
using RealtimeGov.Gateway.Admin.Feed;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Admin;

/// <summary>The placement as it is shown live: at once, with each change, and every second while loads change.</summary>
public sealed class WatchPlacementTests : IAsyncLifetime
{
    private TestGateway gateway = null!;
    private AdminWire wire = null!;
    private HubScreen screen = null!;

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open();
        wire = new AdminWire(gateway);
        screen = await HubScreen.Connect(gateway.Hub);
    }

    public async Task DisposeAsync()
    {
        await screen.DisposeAsync();
        await wire.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task TheFirstFrameComesAtOnceAndSaysWhatHttpSays()
    {
        Assert.Null(await screen.Call("WatchPlacement"));

        Assert.Equal((await wire.Get("")).Body, (await screen.Frame("placement")).GetRawText());
    }

    [Fact]
    public async Task AChangeIsShownToEveryWatcherByOneReading()
    {
        var screens = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => HubScreen.Connect(gateway.Hub)));
        foreach (var one in screens)
        {
            await one.Call("WatchPlacement");
            await Version(one, 0);
        }

        Assert.Equal(1, gateway.Placement.Reads);
        await wire.Post("/silos/silo-2/drain", """{"by":"王主任"}""");
        var changed = gateway.Time.GetUtcNow();
        var frames = await gateway.Reaches(Task.WhenAll(screens.Select(one => Version(one, 1))));
        Assert.True(gateway.Time.GetUtcNow() - changed < PlacementFeed.LoadsEvery, "it waited for the next look at the loads");

        Assert.Single(frames.Select(frame => frame.GetRawText()).Distinct());
        Assert.Equal("draining", frames[0].GetProperty("silos")[1].GetProperty("state").GetString());
        Assert.InRange(gateway.Placement.Reads, 2, 5); // one, and others where the clock ran ahead of the frames
        foreach (var one in screens)
        {
            Assert.Equal([0, 1], Versions(one));
            await one.DisposeAsync();
        }
    }

    [Fact]
    public async Task LoadsAreShownEverySecondWhileTheyChangeAndNotWhenTheyDoNot()
    {
        await screen.Call("WatchPlacement");
        await Version(screen, 0);
        for (var second = 0; second < 5; second++) await gateway.Step(TimeSpan.FromSeconds(1));
        Assert.Single(screen.Frames("placement"));

        gateway.Placement.ReportsPerSecond["V-1"] = 3;
        await gateway.Reaches(screen.Frame("placement", f => Rate(f) == 3));
        gateway.Placement.ReportsPerSecond["V-1"] = 4;
        await gateway.Reaches(screen.Frame("placement", f => Rate(f) == 4));

        Assert.Equal([0, 3, 4], screen.Frames("placement").Select(Rate));
        Assert.Equal([0, 0, 0], Versions(screen));
    }

    [Fact]
    public async Task WhoComesLaterIsShownItAtOnceAndNobodyElseIs()
    {
        await screen.Call("WatchPlacement");
        await Version(screen, 0);
        await using var later = await HubScreen.Connect(gateway.Hub);

        await later.Call("WatchPlacement");
        await later.Frame("placement"); // the clock stands still: nothing was read again
        await screen.Call("UnwatchPlacement");

        Assert.Single(screen.Frames("placement"));
        Assert.Equal(1, gateway.Placement.Reads);
    }

    [Fact]
    public async Task WatchingAgainSendsItAgain()
    {
        await screen.Call("WatchPlacement");
        await Version(screen, 0);

        await screen.Call("WatchPlacement");
        await screen.Call("UnwatchPlacement"); // answered behind what was sent before

        Assert.Equal([0, 0], Versions(screen));
    }

    [Fact]
    public async Task WithTheLastWatcherTheReadingEndsAndItBeginsAnew()
    {
        await screen.Call("WatchPlacement");
        await Version(screen, 0);
        await screen.Call("UnwatchPlacement");
        var reads = gateway.Placement.Reads;
        await gateway.Placement.Drain("silo-2");
        for (var second = 0; second < 3; second++) await gateway.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(reads, gateway.Placement.Reads);
        Assert.Equal([0], Versions(screen));

        await screen.Call("WatchPlacement");

        await Version(screen, 1);
    }

    [Fact(Timeout = 60_000)]
    public async Task AScreenThatIsGoneIsNotReadFor()
    {
        await using (var leaves = await HubScreen.Connect(gateway.Hub))
        {
            await leaves.Call("WatchPlacement");
            await leaves.Frame("placement");
        }

        // The server hears of it in its own time; then no second costs a reading.
        var last = -1;
        while (last != gateway.Placement.Reads)
        {
            last = gateway.Placement.Reads;
            for (var second = 0; second < 10; second++) await gateway.Step(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task AReadingThatFailsIsTriedAgain()
    {
        gateway.Placement.LoadsFailure = new IOException("no silo");
        await screen.Call("WatchPlacement");
        while (gateway.Log.Lines.Count == 0) await gateway.Step(TimeSpan.FromMilliseconds(50));
        gateway.Placement.LoadsFailure = null;

        await gateway.Reaches(Version(screen, 0));

        Assert.Equal("the placement could not be read for its watchers; trying again", gateway.Log.Lines.First());
    }

    [Fact]
    public async Task OverGrpcFramesComeAtOnceAndWithEachChange()
    {
        using var ends = new CancellationTokenSource();
        await using var frames = wire.Watch(ends.Token).GetAsyncEnumerator(ends.Token);
        Assert.True(await frames.MoveNextAsync().AsTask().WaitAsync(Patience.Max));
        Assert.Equal(0ul, frames.Current.Version);

        await wire.Call<DrainSiloRequest, PlacementChange>("DrainSilo", new DrainSiloRequest { Silo = "silo-2", By = "x" });

        Assert.True(await gateway.Reaches(frames.MoveNextAsync().AsTask()));
        Assert.Equal((1ul, SiloState.Draining), (frames.Current.Version, frames.Current.Silos[1].State));
        await ends.CancelAsync();
    }

    [Fact]
    public async Task AWatcherThatIsSlowIsGivenTheNewestOnly()
    {
        var slot = new PlacementSlot();
        foreach (var number in new[] { 1ul, 3ul, 2ul }) slot.Show(new PlacementFrame(number, new Placement { Version = number }), isAnswer: false);

        Assert.Equal(3ul, (await slot.Next(default)).Version);
        var next = slot.Next(default);
        Assert.False(next.IsCompleted);
        slot.Show(new PlacementFrame(4, new Placement { Version = 4 }), isAnswer: false);
        Assert.Equal(4ul, (await next.WaitAsync(Patience.Max)).Version);
    }

    private static Task<JsonElement> Version(HubScreen of, int version) =>
        of.Frame("placement", f => f.GetProperty("version").GetInt32() == version);

    private static IEnumerable<int> Versions(HubScreen of) => of.Frames("placement").Select(f => f.GetProperty("version").GetInt32());

    private static double Rate(JsonElement frame) => frame.GetProperty("grids")[0].GetProperty("reportsPerSecond").GetDouble();
}
