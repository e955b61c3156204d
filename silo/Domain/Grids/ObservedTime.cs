using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// When a report was observed. The offset of the device's clock belongs to the moment of writing: where the device tells
/// it, it is applied whatever day that gives. An older device tells only its clock at the call's start, which may have been
/// set since; that offset moves a report over midnight only if the report was written during the call.
/// </summary>
public static class ObservedTime
{
    /// <summary>How far ahead of the server an observation may lie: clocks differ.</summary>
    public const long AheadMaxUs = 5 * Instant.MinuteUs;

    /// <summary>Below this a device's clock is taken as right.</summary>
    public const long ClockOffsetMinMs = 30_000;

    /// <summary>A report whose time is this near to the device's clock at the call's start was written under that clock.</summary>
    public const long WrittenDuringCallUs = 10 * Instant.MinuteUs;

    /// <returns>The fault's reason code, or null.</returns>
    public static string? Find(Report report, in GridContext context, long? writtenOffsetMs, out ReportTime time)
    {
        time = default;
        if (report.ObservedAt is null || !Instant.TryFrom(report.ObservedAt, out var sentUs)) return Reasons.ObservedMissing;
        var offsetMs = report.Origin == Origin.Import ? 0 : Above(writtenOffsetMs ?? context.ClockOffsetMs);
        var fault = At(sentUs, offsetMs, context, out time);
        if (offsetMs == 0 || writtenOffsetMs is not null || WrittenDuringCall(sentUs, context)) return fault;
        // The call's offset, and a report that waited: as it was written, unless it cannot have been then, or it is the same day.
        if (At(sentUs, 0, context, out var asWritten) is not null || (fault is null && asWritten.Day == time.Day)) return fault;
        time = asWritten with { IsUnsure = true };
        return null;
    }

    private static long Above(long offsetMs) => offsetMs is > ClockOffsetMinMs or < -ClockOffsetMinMs ? offsetMs : 0;

    private static bool WrittenDuringCall(long sentUs, in GridContext context) =>
        Math.Abs(context.ReceivedAtUs - context.ClockOffsetMs * 1_000 - sentUs) <= WrittenDuringCallUs;

    private static string? At(long sentUs, long offsetMs, in GridContext context, out ReportTime time)
    {
        time = default;
        var observedUs = sentUs + offsetMs * 1_000;
        if (observedUs > context.ReceivedAtUs + AheadMaxUs) return Reasons.ObservedAhead;
        // A year either side of the calendar's ends: local conversion must not fall off it.
        if (observedUs < LocalDay.Beginning * Instant.DayUs + 366 * Instant.DayUs) return Reasons.ObservedTooOld;
        var day = LocalDay.Of(observedUs, context.Zone);
        if (LocalDay.Of(context.ReceivedAtUs, context.Zone) - day > context.AcceptLateDays) return Reasons.ObservedTooOld;
        time = new ReportTime(observedUs, offsetMs, day);
        return null;
    }
}
