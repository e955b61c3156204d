using System.Text;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// What makes a report invalid. Never its category's meaning or its place: only faults of the device that sent it,
/// or a time that cannot be. Whom nobody knows is no fault: what was seen counts, without a finder.
/// </summary>
public static class ReportChecks
{
    /// <summary>Characters (Unicode scalar values) of text at most.</summary>
    public const int TextMax = 2_000;

    public const int PhotosMax = 20;

    /// <summary>Characters of a steward's id at most, registered or not.</summary>
    public const int StewardIdMax = 128;

    /// <summary>Looks at all that does not depend on the grid's state.</summary>
    /// <param name="writtenOffsetMs">What the device's clock was off by when it wrote the report; null where that is not known.</param>
    public static ReportCheck Check(Report report, in GridContext context, long? writtenOffsetMs = null)
    {
        var time = default(ReportTime);
        var fault = Reporter(report, context)
            ?? Position(report.Location)
            ?? ObservedTime.Find(report, context, writtenOffsetMs, out time)
            ?? Text(report)
            ?? Category(report.Category)
            ?? Photos(report.PhotoIds)
            ?? (Enum.IsDefined(report.Disposition) ? null : Reasons.DispositionUnknown);
        if (fault is not null) return new ReportCheck(fault, new ReportTime(0, 0, LocalDay.Of(context.ReceivedAtUs, context.Zone)), "");
        // A trade counts what its stewards found; a steward without one finds for no trade.
        return new ReportCheck(null, time, context.Stewards.Find(report.StewardId)?.Unit ?? "");
    }

    private static string? Reporter(Report report, in GridContext context)
    {
        if (report.Origin == Origin.Unspecified || !Enum.IsDefined(report.Origin)) return Reasons.OriginMissing;
        if (!string.IsNullOrWhiteSpace(report.StewardId))
            return context.Stewards.Find(report.StewardId) is null && !Printable.Is(report.StewardId, StewardIdMax) ? Reasons.StewardMalformed : null;
        return report.Origin is Origin.Import or Origin.Resident ? null : Reasons.StewardMissing;
    }

    private static string? Position(GeoPoint? point)
    {
        if (point is null) return null;
        var inRange = Math.Abs(point.Latitude) <= 90 && Math.Abs(point.Longitude) <= 180; // false for NaN too
        var isOrigin = point.Latitude == 0 && point.Longitude == 0;
        var accuracy = double.IsFinite(point.AccuracyM) && point.AccuracyM >= 0;
        return inRange && !isOrigin && accuracy ? null : Reasons.LocationInvalid;
    }

    private static string? Text(Report report)
    {
        if (string.IsNullOrWhiteSpace(report.Text) && report.PhotoIds.Count == 0) return Reasons.TextMissing;
        var characters = 0;
        foreach (var rune in report.Text.EnumerateRunes())
        {
            // A lone surrogate enumerates as U+FFFD too: it was no text either.
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t'))) return Reasons.TextMalformed;
            if (++characters > TextMax) return Reasons.TextTooLong;
        }
        return null;
    }

    private static string? Category(string category) =>
        category.Length == 0 || Categories.IsWellFormed(category) ? null : Reasons.CategoryMalformed;

    private static string? Photos(IList<string> ids)
    {
        if (ids.Count > PhotosMax) return Reasons.PhotosTooMany;
        foreach (var id in ids)
            if (id.Length != 64 || id.AsSpan().ContainsAnyExcept("0123456789abcdef")) return Reasons.PhotoIdMalformed;
        return null;
    }
}

/// <summary>What the checks say of a report.</summary>
/// <param name="Fault">The first fault's reason code; null when it is valid.</param>
/// <param name="Time">When it counts: for an invalid one the day of receipt.</param>
/// <param name="Unit">The trade whose steward found it; empty when none.</param>
public readonly record struct ReportCheck(string? Fault, ReportTime Time, string Unit);

/// <summary>When a report was observed, as it counts.</summary>
/// <param name="ObservedAtUs">Microseconds since 1970-01-01T00:00Z, corrected.</param>
/// <param name="ClockOffsetMs">The correction applied.</param>
/// <param name="Day">The local day it counts on.</param>
/// <param name="IsUnsure">The device's clock was off when it sent; whether it was when it wrote, nobody knows: the time is as written.</param>
public readonly record struct ReportTime(long ObservedAtUs, long ClockOffsetMs, int Day, bool IsUnsure = false);
