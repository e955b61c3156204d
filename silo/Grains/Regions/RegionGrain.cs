using Orleans;
using RealtimeGov.Grains.Summaries;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Regions;

/// <summary>A place above grids, or a trade: sums its children's days. It keeps nothing that it could not read again.</summary>
[GrainType(GrainNames.Region)]
public sealed class RegionGrain : TownGrain, IRegionGrain
{
    /// <summary>
    /// Looks at the store after a silo was lost, a tick apart: what it had still to write when it was given up may be
    /// durable a little later.
    /// </summary>
    private const int LooksAfterLoss = 3;

    /// <summary>Days in memory that nobody watches, today's aside.</summary>
    public const int UnwatchedMax = 64;

    private readonly string code;
    private readonly DayPublisher publisher;
    private readonly Dictionary<int, Task<RegionDay>> days = [];
    private readonly Queue<int> opened = new();
    private int looksLeft;

    public RegionGrain(SiloContext silo) : base(silo)
    {
        code = Key;
        publisher = new DayPublisher(code, silo, key => silo.Town.Regions.On(key.Date) is var tree && tree.IsTrade(code) ? null : tree.ParentOf(code), SummaryOf);
    }

    protected override bool IsIdle => publisher is { IsQuiet: true, HasWatchers: false };

    public async Task<SummaryAck> Offer(DaySummary child)
    {
        using var request = Admit();
        var day = await Day(child.Date);
        if (day.Accept(child)) publisher.Changed(DayKey.Place(child.Date));
        return new SummaryAck { Version = day.VersionOf(child.Region) };
    }

    public async Task<SummaryAck> Held(ChildDay child)
    {
        using var request = Admit();
        return new SummaryAck { Version = (await Day(child.Date)).VersionOf(child.Child) };
    }

    public async Task<WatchReply> Watch(WatchRegion subscription)
    {
        using var request = Admit();
        publisher.Watch(subscription);
        var day = await Day(subscription.Date);
        return day.Version == subscription.Version ? new WatchReply() : new WatchReply { Summary = day.ToSummary() };
    }

    public Task Unwatch(UnwatchRegion subscription)
    {
        publisher.Unwatch(subscription);
        return Task.CompletedTask;
    }

    protected override void OnTick()
    {
        publisher.ForgetExpired();
        Trim();
        if (looksLeft > 0) Look();
        publisher.Renew(DayKey.Place(Today));
    }

    protected override MigrationState? Dehydrate() => publisher.ToMigrationState();

    protected override void Rehydrate(MigrationState state) => publisher.Take(state);

    /// <summary>A child that was lost may have had news that it will not tell again.</summary>
    protected override void OnSiloLost()
    {
        looksLeft = LooksAfterLoss;
        Look();
    }

    private int Today
    {
        get
        {
            var nowUs = Instant.From(Silo.Time.GetUtcNow());
            return LocalDay.Of(nowUs, Silo.Town.Regions.At(nowUs).ZoneOf(code));
        }
    }

    private DaySummary? SummaryOf(DayKey key) =>
        days.TryGetValue(key.Date, out var day) && day.IsCompletedSuccessfully ? day.Result.ToSummary() : null;

    private async Task<RegionDay> Day(int date)
    {
        var opens = !days.TryGetValue(date, out var day);
        if (opens)
        {
            days[date] = day = RegionDays.Read(code, date, Silo);
            opened.Enqueue(date);
            if (opened.Count > 2 * UnwatchedMax) Trim(); // the rest with the tick
        }
        try
        {
            var held = await day!;
            // The rows may hold what a child has still to tell: its summary will then be no news here, but is above.
            if (opens && held.Version > 0) publisher.Changed(DayKey.Place(date));
            return held;
        }
        catch
        {
            if (days.TryGetValue(date, out var failed) && ReferenceEquals(failed, day)) days.Remove(date);
            throw;
        }
    }

    private async void Look()
    {
        looksLeft--;
        foreach (var (date, day) in days.ToList())
        {
            if (!day.IsCompletedSuccessfully) continue; // being read just now, or read by whoever asks next
            try
            {
                if (await RegionDays.Refresh(day.Result, code, Silo)) publisher.Changed(DayKey.Place(date));
            }
            catch (Exception e)
            {
                looksLeft = LooksAfterLoss;
                GrainLog.NotLooked(Silo.Logger, code, date, e.Message);
            }
        }
    }

    private void Trim()
    {
        for (var looked = opened.Count; looked > 0 && opened.Count > UnwatchedMax; looked--)
        {
            var date = opened.Dequeue();
            if (!days.TryGetValue(date, out var day)) continue;
            if (date == Today || date == Today + 1 || !day.IsCompleted || publisher.IsBusy(DayKey.Place(date))) opened.Enqueue(date);
            else days.Remove(date);
        }
    }
}
