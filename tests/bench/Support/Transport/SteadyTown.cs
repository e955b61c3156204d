using System.Diagnostics;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Support.Transport;

/// <summary>
/// A steady number of reports a second over eight devices that do not give up, a grid's always by the same one.
/// </summary>
public sealed class SteadyTown
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly Persistent[] devices;
    private readonly int perSecond;

    /// <inheritdoc cref="Persistent"/>
    public SteadyTown(Func<Uri> address, int perSecond, Action<ReportReceipt, long, long> settled)
    {
        this.perSecond = perSecond;
        devices = [.. Enumerable.Range(0, Fleet.Streams).Select(_ => new Persistent(address, settled))];
    }

    public long Retries => devices.Sum(d => d.Retries);

    public long Breaks => devices.Sum(d => d.Breaks);

    /// <summary>Sends all, and completes when each has its receipt.</summary>
    public async Task Run(IReadOnlyList<Report> reports)
    {
        var running = devices.Select(device => Task.Run(device.Run)).ToArray();
        using var timer = new PeriodicTimer(Tick);
        var began = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < reports.Count;)
        {
            for (var due = Math.Min(reports.Count, (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * perSecond)); sent < due; sent++)
                devices[(uint)string.GetHashCode(reports[sent].GridCode, StringComparison.Ordinal) % devices.Length].Send(reports[sent]);
            await timer.WaitForNextTickAsync();
        }
        foreach (var device in devices) device.Complete();
        await Task.WhenAll(running);
    }
}
