using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.People;

/// <summary>What a report of somebody who signed in may say of its steward and origin.</summary>
public static class SenderScope
{
    /// <summary>RFC 9562: ids made from names. Imports make theirs so, and anybody who has the file can tell them beforehand.</summary>
    private const int NameBased = 5;

    /// <summary>Fills in the steward that the report leaves out. Returns the reason where it says otherwise; null where it is the person's own.</summary>
    /// <param name="onBehalf">The person may report what others say: residents, callers, whoever was visited.</param>
    public static string? Apply(string person, bool onBehalf, Report report)
    {
        if (report.StewardId.Length == 0 && report.Origin is not (Origin.Resident or Origin.Import)) report.StewardId = person;
        if (report.StewardId.Length > 0 && report.StewardId != person) return Reasons.StewardNotOwn;
        // One that is missing or unknown is told as that, by who checks reports.
        if (report.Origin == Origin.Unspecified || !Enum.IsDefined(report.Origin)) return null;
        return report.Origin == Origin.Steward || onBehalf ? null : Reasons.OriginNotOwn;
    }

    /// <summary>An import's id under anything but an import would take it from the row that it belongs to.</summary>
    public static string? ReservedId(Report report) =>
        report.Origin != Origin.Import && ReportIds.TryParse(report.ReportId, out var id) && id.Version == NameBased ? Reasons.ReportIdOfImport : null;
}
