using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Clock;

/// <summary>
/// The device's wall clock, which people set, beside the time since it started, which nobody does. From both the server
/// tells when a report was written, whatever the wall clock said then.
/// </summary>
/// <param name="sinceBoot">Which boot, and milliseconds since, time asleep included; an empty id where the system does not say.</param>
public sealed class BootClock(TimeProvider time, Func<(string BootId, long Ms)>? sinceBoot = null)
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id", UptimeFile = "/proc/uptime";

    private readonly Func<(string BootId, long Ms)> sinceBoot = sinceBoot ?? FromLinux;

    /// <param name="learnt">What the server's clock was found to be; null when it never was.</param>
    public DeviceClock Read(LearntClock? learnt)
    {
        var (boot, ms) = sinceBoot();
        var now = time.GetUtcNow();
        var clock = new DeviceClock { Time = Timestamp.FromDateTimeOffset(now), BootId = boot, MonotonicMs = ms };
        if (learnt is { } known) clock.ServerOffsetMs = known.OffsetMs(boot, ms, now.ToUnixTimeMilliseconds());
        return clock;
    }

    /// <summary>The server said what time it is.</summary>
    public LearntClock Learn(long serverMs)
    {
        var (boot, ms) = sinceBoot();
        return new LearntClock(serverMs - time.GetUtcNow().ToUnixTimeMilliseconds(), boot, serverMs - ms);
    }

    private static (string, long) FromLinux()
    {
        try
        {
            var uptime = File.ReadAllText(UptimeFile).Split(' ')[0];
            return (File.ReadAllText(BootIdFile).Trim(), (long)(double.Parse(uptime, CultureInfo.InvariantCulture) * 1_000));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return ("", 0); // another system: the offset that was learnt last is all there is
        }
    }
}

/// <summary>What a device knows of the server's clock.</summary>
/// <param name="WallOffsetMs">Server's less the wall clock, when it was learnt.</param>
/// <param name="BootId">The boot in which it was learnt.</param>
/// <param name="BootAtServerMs">The server's clock at that boot.</param>
public sealed record LearntClock(long WallOffsetMs, string BootId, long BootAtServerMs)
{
    /// <summary>A difference below this is the line's delay.</summary>
    private const long SameWithinMs = 1_000;

    /// <summary>Of the same boot exact, whoever set the wall clock since; of another, the wall clock is taken to have gone on.</summary>
    public long OffsetMs(string boot, long monotonicMs, long wallMs) =>
        boot.Length > 0 && boot == BootId ? BootAtServerMs + monotonicMs - wallMs : WallOffsetMs;

    public bool SaysTheSameAs(LearntClock? other) =>
        other is not null && BootId == other.BootId && Math.Abs(WallOffsetMs - other.WallOffsetMs) < SameWithinMs
        && Math.Abs(BootAtServerMs - other.BootAtServerMs) < SameWithinMs;
}
