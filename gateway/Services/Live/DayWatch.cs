using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// One region's day and the screens that show it. It holds the newest summary, and lets frames out at the pace of
/// <see cref="Egress"/>.
/// </summary>
internal sealed class DayWatch : IDisposable
{
    /// <summary>Snapshots within this time share their frames: a thousand screens that reconnect at once cost one.</summary>
    public static readonly TimeSpan SnapshotReuse = TimeSpan.FromSeconds(1);

    /// <summary>Frames that could not be sent leave again after this; at once would be a loop, later a stale wall.</summary>
    public static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly LiveContext town;
    private readonly ITimer egress;
    // At midnight ten thousand screens leave one day and join the next under one gate, so neither may cost a walk over all.
    private readonly HashSet<Showing> screens = [];
    private Showing[]? everyScreen; // what an egress walks outside the gate; built once for any number of changes
    private DaySummary? held;
    private Frames? built;
    private IntervalGate builtAt, countsSent, detailsSent, failed, emptied;
    private bool countsDue, detailsDue, sending, disposed;

    public DayWatch(string region, int date, LiveContext town)
    {
        Region = region;
        Date = date;
        this.town = town;
        Subscription = new Subscription(this, town);
        emptied.Reset(town.Time);
        egress = town.Time.CreateTimer(_ => SendSafely(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Region { get; }

    /// <summary>Days since 1970-01-01.</summary>
    public int Date { get; }

    public Subscription Subscription { get; }

    /// <summary>The newest summary; null before the first.</summary>
    public DaySummary? Held
    {
        get
        {
            lock (gate)
                return held;
        }
    }

    /// <summary>True when no screen has shown it for at least <paramref name="time"/>.</summary>
    public bool IsUnwatchedFor(TimeSpan time)
    {
        lock (gate)
            return screens.Count == 0 && emptied.Remaining(time, town.Time) == TimeSpan.Zero;
    }

    /// <summary>From now on the screen gets every frame; first, if there is one, the summary held.</summary>
    public void Join(Screen screen, bool today)
    {
        var showing = new Showing(screen, today);
        foreach (var slot in SlotsOf(showing)) screen.Open(slot);
        Frames? snapshot;
        lock (gate)
        {
            if (screens.Add(showing)) everyScreen = null;
            snapshot = held is null ? null : FramesOf(held);
        }

        if (snapshot is null) return;
        ShowCounts(showing, snapshot, isSnapshot: true);
        ShowDetails(showing, snapshot, isSnapshot: true);
    }

    public void Leave(Screen screen, bool today)
    {
        var showing = new Showing(screen, today);
        lock (gate)
        {
            if (!screens.Remove(showing)) return;
            everyScreen = null;
            emptied.Reset(town.Time);
        }

        foreach (var slot in SlotsOf(showing)) screen.Close(slot);
    }

    /// <summary>Takes a pushed or renewed summary, unless its version is not above the one held.</summary>
    public void Accept(DaySummary summary)
    {
        lock (gate)
        {
            if (disposed || (held is not null && summary.Version <= held.Version)) return;
            held = summary;
            countsDue = detailsDue = true;
            Schedule();
        }
    }

    public void Dispose()
    {
        lock (gate)
            disposed = true;
        egress.Dispose();
    }

    // On a timer's thread nobody would catch what is thrown, and the process would end.
    private void SendSafely()
    {
        Leaving? leaving = null;
        try
        {
            leaving = TakeDue();
            if (leaving is null) return;
            Send(leaving);
            lock (gate)
            {
                sending = false;
                Schedule();
            }
        }
        catch (Exception error)
        {
            SendAgain(leaving);
            LiveLog.FramesFailed(town.Log, error, Region);
        }
    }

    private Leaving? TakeDue()
    {
        lock (gate)
        {
            if (sending || disposed || held is null || FailureLeft() > TimeSpan.Zero) return null;
            var counts = countsDue && CountsLeft() == TimeSpan.Zero;
            var details = detailsDue && DetailsLeft() == TimeSpan.Zero;
            if (!(counts || details))
            {
                Schedule(); // the timer's clock is coarser than ours, and may be early
                return null;
            }

            var leaving = new Leaving(FramesOf(held), everyScreen ??= [.. screens], counts, details);
            sending = true;
            (countsDue, detailsDue) = (countsDue && !counts, detailsDue && !details);
            if (counts) countsSent.Reset(town.Time);
            if (details) detailsSent.Reset(town.Time);
            return leaving;
        }
    }

    private void Send(Leaving leaving)
    {
        foreach (var showing in leaving.To)
        {
            if (leaving.Counts) ShowCounts(showing, leaving.Frames, isSnapshot: false);
            if (leaving.Details) ShowDetails(showing, leaving.Frames, isSnapshot: false);
        }
    }

    // To every screen again: one that was reached before the failure drops what it was sent already, by its version.
    private void SendAgain(Leaving? unsent)
    {
        lock (gate)
        {
            if (unsent is not null) sending = false;
            countsDue |= unsent is { Counts: true };
            detailsDue |= unsent is { Details: true };
            built = null; // a frame that could not be built stays so
            failed.Reset(town.Time);
            Schedule();
        }
    }

    // Under the gate. Armed anew for each summary, because counts that come while the details wait are due before them.
    private void Schedule()
    {
        if (sending || disposed || !(countsDue || detailsDue)) return;
        var counts = countsDue ? CountsLeft() : TimeSpan.MaxValue;
        var details = detailsDue ? DetailsLeft() : TimeSpan.MaxValue;
        var first = counts < details ? counts : details;
        var pause = FailureLeft();
        // Timers drop what is below a millisecond: rounded up, or they would come too early and find nothing due.
        egress.Change(TimeSpan.FromMilliseconds(Math.Ceiling((first > pause ? first : pause).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private TimeSpan FailureLeft() => failed.Remaining(ResendAfter, town.Time);

    private TimeSpan CountsLeft() => countsSent.Remaining(Egress.Counts(town.ScreenCount), town.Time);

    private TimeSpan DetailsLeft() => detailsSent.Remaining(Egress.Details(town.ScreenCount), town.Time);

    // Under the gate. A frame says when it was sent, so an old set is built anew.
    private Frames FramesOf(DaySummary summary)
    {
        if (built is not null && ReferenceEquals(built.Summary, summary) && builtAt.Remaining(SnapshotReuse, town.Time) > TimeSpan.Zero)
            return built;
        built = new Frames(summary, town.Directory.Regions.On(Date), town.Time.GetUtcNow());
        builtAt.Reset(town.Time);
        return built;
    }

    private void ShowCounts(Showing to, Frames frames, bool isSnapshot) =>
        to.Screen.Offer(FrameSlot.Counts(Region, Date, to.Today), frames.Summary.Version, frames.Counts(to.Today), isSnapshot);

    private void ShowDetails(Showing to, Frames frames, bool isSnapshot)
    {
        to.Screen.Offer(FrameSlot.Grids(Region, Date, to.Today), frames.Summary.Version, frames.Grids, isSnapshot);
        to.Screen.Offer(FrameSlot.Feed(Region, Date, to.Today), frames.Summary.Version, frames.Feed, isSnapshot);
    }

    private IEnumerable<FrameSlot> SlotsOf(Showing showing) =>
    [
        FrameSlot.Counts(Region, Date, showing.Today),
        FrameSlot.Grids(Region, Date, showing.Today),
        FrameSlot.Feed(Region, Date, showing.Today),
    ];

    private readonly record struct Showing(Screen Screen, bool Today);

    /// <summary>What leaves in one egress, and for whom.</summary>
    private sealed record Leaving(Frames Frames, Showing[] To, bool Counts, bool Details);
}
