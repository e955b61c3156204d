using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Live;

namespace RealtimeGov.Gateway.Tests.Live.County;

/// <summary>A wall's line: it takes every frame at once and keeps the counts of all, in order.</summary>
internal sealed class WallScreen : IScreenLine
{
    private readonly Lock gate = new();
    private readonly List<DayFigures> shown = [];
    private readonly List<(Func<DayFigures, bool> Wanted, TaskCompletionSource<DayFigures> Seen)> waiters = [];

    /// <summary>The valid reports shown of a region's day, from the first frame to the last.</summary>
    public IReadOnlyList<ulong> Numbers(string region, string date)
    {
        lock (gate) return [.. shown.Where(f => f.Region == region && f.Date == date).Select(f => f.ValidReports)];
    }

    public IReadOnlyList<ulong> Versions(string region, string date)
    {
        lock (gate) return [.. shown.Where(f => f.Region == region && f.Date == date).Select(f => f.Version)];
    }

    /// <summary>What it shows now; null before the first frame.</summary>
    public ulong? Now(string region, string date) => Numbers(region, date) is [.., var last] ? last : null;

    /// <summary>The first frame, past or future, of that region's day with so many valid reports.</summary>
    public Task<DayFigures> Shows(string region, string date, ulong valid)
    {
        bool Wanted(DayFigures f) => f.Region == region && f.Date == date && f.ValidReports == valid;
        lock (gate)
        {
            if (shown.FirstOrDefault(Wanted) is { } already) return Task.FromResult(already);
            var seen = new TaskCompletionSource<DayFigures>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((Wanted, seen));
            return seen.Task;
        }
    }

    public ValueTask Write(SerializedHubMessage frame)
    {
        if (frame.Message is not InvocationMessage { Target: "counts", Arguments: [DayFigures counts] }) return ValueTask.CompletedTask;
        lock (gate)
        {
            shown.Add(counts);
            foreach (var waiter in waiters.Where(w => w.Wanted(counts))) waiter.Seen.TrySetResult(counts);
        }

        return ValueTask.CompletedTask;
    }

    public void Abort()
    {
    }
}
