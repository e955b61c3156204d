using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Field;

/// <summary>
/// Whether this server's own clock can be right, by what its devices say of theirs. One wrong device is corrected; when
/// several agree against the server, counting reports by its clock would put them on wrong days or refuse them, so nothing
/// is counted until it is put right. Readings age by the time that passed, not by the clock in doubt.
/// </summary>
/// <remarks>
/// Wrong when the median offset of the devices heard within <see cref="HeardWithin"/> is above <see cref="OffsetMaxMs"/>,
/// and <see cref="DevicesMin"/> of them or more lie within <see cref="AgreeWithinMs"/> of it.
/// </remarks>
public sealed class ServerClock(TimeProvider time, ILogger<ServerClock> log)
{
    /// <summary>Devices that must agree: two may share a telephone's mistake.</summary>
    public const int DevicesMin = 3;

    /// <summary>What a grid accepts ahead of it: beyond, reports would be refused.</summary>
    public const long OffsetMaxMs = 5 * 60_000;

    /// <summary>Right clocks differ by less.</summary>
    public const long AgreeWithinMs = 60_000;

    /// <summary>Devices remembered; the longest unheard goes first.</summary>
    public const int DevicesMax = 1_000;

    public static readonly TimeSpan HeardWithin = TimeSpan.FromMinutes(10);

    /// <summary>A device that says the same again changes nothing for so long.</summary>
    private static readonly TimeSpan SameFor = TimeSpan.FromSeconds(10);

    private const long SameWithinMs = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Reading> readings = new(StringComparer.Ordinal);
    private long lookedAt;
    private long wrongByMs;

    /// <summary>What the clock is off by, devices' less server's, in milliseconds; 0 while it may be right.</summary>
    public long WrongByMs
    {
        get
        {
            // Nobody may have been heard since: what was said grows old.
            if (Volatile.Read(ref wrongByMs) != 0 && time.GetElapsedTime(Volatile.Read(ref lookedAt)) > SameFor)
                lock (gate) Look();
            return Volatile.Read(ref wrongByMs);
        }
    }

    /// <param name="device">Tells one device from another.</param>
    /// <param name="offsetMs">Server's clock less device's.</param>
    public void Note(string device, long offsetMs)
    {
        lock (gate)
        {
            if (readings.TryGetValue(device, out var known) && Math.Abs(known.OffsetMs - offsetMs) <= SameWithinMs
                && time.GetElapsedTime(known.At) < SameFor) return;
            if (readings.Count >= DevicesMax && !readings.ContainsKey(device)) readings.Remove(readings.MinBy(r => r.Value.At).Key);
            readings[device] = new Reading(offsetMs, time.GetTimestamp());
            Look();
        }
    }

    private void Look()
    {
        foreach (var (device, reading) in readings)
            if (time.GetElapsedTime(reading.At) > HeardWithin) readings.Remove(device);
        var agreed = Agreed([.. readings.Values.Select(r => r.OffsetMs)]);
        Volatile.Write(ref lookedAt, time.GetTimestamp());
        if (agreed == 0 && wrongByMs != 0) FieldLog.ServerClockRight(log);
        if (agreed != 0 && wrongByMs == 0) FieldLog.ServerClockWrong(log, readings.Count, -agreed / 1_000);
        Volatile.Write(ref wrongByMs, -agreed);
    }

    /// <summary>The median where it is too large and enough lie near it, else 0.</summary>
    internal static long Agreed(long[] offsetsMs)
    {
        if (offsetsMs.Length < DevicesMin) return 0;
        Array.Sort(offsetsMs);
        // Of an even number the one nearer to 0: in doubt the server is right.
        var (low, high) = (offsetsMs[(offsetsMs.Length - 1) / 2], offsetsMs[offsetsMs.Length / 2]);
        var median = Math.Abs(low) <= Math.Abs(high) ? low : high;
        if (Math.Abs(median) <= OffsetMaxMs) return 0;
        return offsetsMs.Count(offset => Math.Abs(offset - median) <= AgreeWithinMs) >= DevicesMin ? median : 0;
    }

    private readonly record struct Reading(long OffsetMs, long At);
}
