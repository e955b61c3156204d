using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests.Transport;

/// <summary>A grid that answers RETRY is waited for by itself.</summary>
public sealed class GridRetryTests
{
    private readonly FakeFieldService service = new();

    [Fact]
    public async Task A_grid_that_is_full_holds_up_no_other()
    {
        var full = true;
        service.Decide = report => report.GridCode == "full" && full ? Outcome.Retry : Outcome.Opened;
        await using var client = new FieldClient(service, Quick with { Window = 1 });

        var stuck = await client.OfferAsync([Make(1, "full")]);
        var others = new List<Outcome>();
        for (var number = 2; number <= 20; number++)
            others.Add((await client.SendAsync(Make(number, "free"))).Outcome);
        Assert.False(stuck.Receipts.IsCompleted);
        full = false;

        Assert.Equal(Outcome.Opened, (await stuck.Receipts)[0].Outcome);
        Assert.All(others, outcome => Assert.Equal(Outcome.Opened, outcome));
        Assert.Equal(1, service.Opened);
    }

    [Fact]
    public async Task Each_grid_has_a_wait_of_its_own_and_what_comes_meanwhile_joins_it()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
        var sent = new List<Parcel>();
        var second = TimeSpan.FromSeconds(1);
        var options = new FieldClientOptions { ShortestBackoff = second, LongestBackoff = second };
        var retries = new GridRetries(options, clock, () => 0, sent.Add, CancellationToken.None);
        var batch = new SentBatch([Make(1, "A"), Make(2, "A"), Make(3, "B")]);

        retries.Park(new BatchItem(batch, 0), "A");
        clock.Advance(second / 2);
        retries.Park(new BatchItem(batch, 2), "B");
        retries.Park(new BatchItem(batch, 1), "A");
        Assert.Equal(3, retries.Count);

        clock.Advance(second / 2);
        await Until(() => retries.Count == 1);
        Assert.Equal([1, 2], Assert.Single(sent).Items.Select(item => Number(item.Report)));

        clock.Advance(second / 2);
        await Until(() => retries.Count == 0);
        Assert.Equal([3], sent[1].Items.Select(item => Number(item.Report)));
    }

    [Fact]
    public async Task A_grids_wait_doubles_and_begins_anew_after_another_answer()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
        var options = new FieldClientOptions { ShortestBackoff = TimeSpan.FromSeconds(1), LongestBackoff = TimeSpan.FromSeconds(100) };
        var retries = new GridRetries(options, clock, () => 1, _ => { }, CancellationToken.None);
        var batch = new SentBatch([Make(1, "A")]);

        foreach (var seconds in new[] { 2, 4, 8 })
            await WaitsExactly(seconds);
        retries.Succeeded("B");
        await WaitsExactly(16);
        retries.Succeeded("A");
        await WaitsExactly(2);
        await WaitsExactly(4, meanwhile: () => retries.Succeeded("A"));
        await WaitsExactly(2);

        async Task WaitsExactly(int seconds, Action? meanwhile = null)
        {
            retries.Park(new BatchItem(batch, 0), "A");
            meanwhile?.Invoke();
            await clock.ArmedAsync(TimeSpan.FromSeconds(seconds));
            clock.Advance(TimeSpan.FromSeconds(seconds));
            await Until(() => retries.Count == 0);
        }
    }

    [Fact]
    public async Task What_waits_to_be_sent_again_is_bounded_by_keeping_its_place_in_the_window()
    {
        service.Decide = _ => Outcome.Retry;
        // Nothing is sent again while this test looks.
        var options = new FieldClientOptions { Window = 1, ShortestBackoff = TimeSpan.FromHours(1), LongestBackoff = TimeSpan.FromHours(1) };
        await using var client = new FieldClient(service, options);
        Assert.Equal(2_000, FieldClientOptions.MaxParkedReports);
        for (var batch = 0; batch < 5; batch++)
            await client.OfferAsync([.. Enumerable.Range(500 * batch, 500).Select(Make)]);

        await service.Acknowledged(5);

        // Four batches gave their place on, at 2,000 reports; the fifth keeps it.
        Assert.Equal(0, client.FreePlaces);
    }

    [Fact]
    public void What_is_sent_again_is_packed_as_the_server_takes_it()
    {
        var large = new SentBatch([.. Enumerable.Range(1, 30).Select(number => new Report { ReportId = $"{number}", Text = new string('x', 250_000) })]);
        var small = new SentBatch([.. Enumerable.Range(1, 501).Select(Make)]);

        Assert.Equal([12, 12, 6], Parcel.Pack(Enumerable.Range(0, 30).Select(at => new BatchItem(large, at))).Select(one => one.Items.Count));
        Assert.Equal([500, 1], Parcel.Pack(Enumerable.Range(0, 501).Select(at => new BatchItem(small, at))).Select(one => one.Items.Count));
    }

    // The continuation of a fired timer runs on another thread.
    private static async Task Until(Func<bool> condition)
    {
        for (var look = 0; look < 10_000 && !condition(); look++)
            await Task.Yield();
        Assert.True(condition());
    }
}
