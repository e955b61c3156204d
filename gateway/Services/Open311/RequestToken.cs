using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;

namespace RealtimeGov.Gateway.Open311;

/// <summary>By which a client asks for the id of what it posted: where and on which day it counts, and under which report's id.</summary>
/// <param name="CountedOn">yyyy-MM-dd.</param>
internal sealed record RequestToken(string Grid, string CountedOn, string ReportId)
{
    /// <summary>Days since 1970-01-01.</summary>
    public int Date => LocalDay.TryParse(CountedOn, out var date) ? date : throw new FormatException(CountedOn);

    public Guid Id => Guid.Parse(ReportId);

    public override string ToString() => $"{Grid}.{CountedOn}.{ReportId}";

    /// <summary>Null of what can be none.</summary>
    public static RequestToken? Parse(string token) =>
        token.Split('.') is [{ Length: > 0 } grid, var day, var id] && LocalDay.TryParse(day, out _) && ReportIds.TryParse(id, out _) ? new(grid, day, id) : null;
}
