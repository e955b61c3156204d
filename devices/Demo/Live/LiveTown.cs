using RealtimeGov.Devices.Demo.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Live;

/// <summary>
/// An endless day in the town. What is due goes out as one batch; the next waits for its receipts, so memory holds one
/// batch and <see cref="OpenIssues"/>, however slow or absent the server is: what was missed meanwhile is let go.
/// </summary>
/// <param name="pace">When the next report is due.</param>
/// <param name="reported">Told of each report and its receipt, in order.</param>
public sealed class LiveTown(
    ReportMaker maker, IReporter reporter, TimeZoneInfo zone, DayPace pace, Chance chance, TimeProvider time,
    Action<MadeReport, ReportReceipt> reported)
{
    /// <summary>In one message; the gateway takes 500.</summary>
    public const int BatchMax = 100;

    /// <summary>Reports this long overdue are still sent; older ones belong to a pause of the server.</summary>
    public static readonly TimeSpan OverdueMax = TimeSpan.FromSeconds(2);

    /// <summary>The days that a wall compares today with: so many days ago, the oldest first. A server takes them by default.</summary>
    public static readonly IReadOnlyList<int> DaysCompared = [7, 1];

    /// <summary>Timers count whole milliseconds: a shorter wait would not wait at all.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly OpenIssues issues = new();

    /// <summary>Reports of the hours already past, at once.</summary>
    public async Task<int> FillEarlierTodayAsync(CancellationToken cancellation)
    {
        var now = Local(time.GetUtcNow());
        var midnight = now.Date;
        var batch = EarlierToday.Times(TimeOnly.FromDateTime(now.DateTime), chance)
            .Select(at => midnight + at.ToTimeSpan())
            .Select(local => maker.Make(new DateTimeOffset(local, zone.GetUtcOffset(local)), issues))
            .ToList();
        await SendAsync(batch, cancellation);
        return batch.Count;
    }

    /// <summary>Reports of a whole day of the past, at once, so that today has something to be compared with.</summary>
    public async Task<int> FillPastDayAsync(DateOnly day, CancellationToken cancellation)
    {
        var batch = EarlierToday.Times(TimeOnly.MaxValue, chance)
            .Select(at => day.ToDateTime(at))
            .Select(local => maker.Make(new DateTimeOffset(local, zone.GetUtcOffset(local)), issues))
            .ToList();
        await SendAsync(batch, cancellation);
        return batch.Count;
    }

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var due = Next(time.GetUtcNow());
        while (true)
        {
            var wait = due - time.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait > Tick ? wait : Tick, time, cancellation);
            var now = time.GetUtcNow();
            if (due < now - OverdueMax) due = now - OverdueMax;
            var batch = new List<MadeReport>();
            for (; due <= now && batch.Count < BatchMax; due = Next(due))
                batch.Add(maker.Make(due, issues));
            if (batch.Count > 0) await SendAsync(batch, cancellation);
        }
    }

    private DateTimeOffset Next(DateTimeOffset after) => after + pace.Gap(after, chance.Unit());

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    private async Task SendAsync(List<MadeReport> batch, CancellationToken cancellation)
    {
        var receipts = await reporter.ReportAsync([.. batch.Select(made => made.Message)], cancellation);
        foreach (var (made, receipt) in batch.Zip(receipts))
        {
            if (receipt.Outcome == Outcome.Opened) issues.Add(new KnownIssue(receipt.IssueId, made.Grid, made.Kind));
            reported(made, receipt);
        }
    }
}
