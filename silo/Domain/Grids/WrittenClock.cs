using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>What a device's clock was off by when it wrote a report, from two readings of that clock.</summary>
public static class WrittenClock
{
    /// <summary>A device that ran longer between two readings than this is not believed: its clock counts something else.</summary>
    public const long ElapsedMaxMs = 366L * 24 * 60 * 60 * 1_000;

    /// <summary>Offsets beyond this say that a clock was never set: some 100 years.</summary>
    public const long OffsetMaxMs = 100 * ElapsedMaxMs;

    /// <summary>
    /// Of one boot: the report was written as long before now as the monotonic clock says, whoever set the wall clock since.
    /// Of another: what the device had learnt before it wrote. Null where neither is known.
    /// </summary>
    /// <param name="written">The clock as the report was written.</param>
    /// <param name="sent">The clock as the batch left, or null.</param>
    /// <param name="receivedAtUs">The server's clock as it came.</param>
    public static long? OffsetMs(DeviceClock? written, DeviceClock? sent, long receivedAtUs)
    {
        if (written?.Time is null || !Instant.TryFrom(written.Time, out var wroteUs)) return null;
        if (sent is not null && written.BootId.Length > 0 && written.BootId == sent.BootId && ElapsedMs(written, sent) is { } elapsedMs)
            return Bounded(receivedAtUs / 1_000 - elapsedMs - wroteUs / 1_000);
        return written.HasServerOffsetMs ? Bounded(written.ServerOffsetMs) : null;
    }

    private static long? ElapsedMs(DeviceClock written, DeviceClock sent)
    {
        if (written.MonotonicMs < 0 || sent.MonotonicMs < written.MonotonicMs) return null;
        var elapsed = sent.MonotonicMs - written.MonotonicMs;
        return elapsed <= ElapsedMaxMs ? elapsed : null;
    }

    private static long? Bounded(long offsetMs) => offsetMs is >= -OffsetMaxMs and <= OffsetMaxMs ? offsetMs : null;
}
