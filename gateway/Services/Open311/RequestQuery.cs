using System.Globalization;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Time;
using RealtimeGov.Projections.Issues;

namespace RealtimeGov.Gateway.Open311;

/// <summary>Which service requests are asked for.</summary>
/// <param name="Page">From 1.</param>
internal sealed record RequestQuery(PublicIssueFilter Filter, int Page, int PageSize)
{
    /// <summary>The standard's bounds: a span of so many days, and so many rows.</summary>
    public const int DaysMax = 90, RowsMax = 1_000;

    /// <summary>So far is paged: what lies beyond is found by its dates.</summary>
    public const int PagesMax = 100;

    private const long SpanMaxUs = DaysMax * 24 * Instant.HourUs;

    public long Offset => (long)(Page - 1) * PageSize;

    /// <summary>A list of ids overrides all else. Parameters that are not known are not looked at: clients send what other servers want.</summary>
    /// <exception cref="Api.ApiException">One of them is none.</exception>
    public static RequestQuery Of(IQueryCollection query, long nowUs)
    {
        if (Listed(query, "service_request_id") is { Count: > 0 } ids) return new(PublicIssueFilter.OfIds(ids), 1, RowsMax);
        bool? isEnded = Listed(query, "status").Distinct().ToList() switch
        {
            [] => null,
            [GeoStatus.Open] => false,
            [GeoStatus.Closed] => true,
            { Count: 2 } both when both.Contains(GeoStatus.Open) && both.Contains(GeoStatus.Closed) => null,
            _ => throw GeoErrors.Malformed("status", "is open or closed", "应为 open 或 closed"),
        };
        var (updatedFrom, updatedBefore) = Span(query, "updated_after", "updated_before");
        var (from, before) = Span(query, "start_date", "end_date");
        if (from is null && updatedFrom is null) from = nowUs - SpanMaxUs;
        return new(
            new PublicIssueFilter([], Listed(query, "service_code"), from, before, updatedFrom, updatedBefore, isEnded),
            Number(query, "page", 1, PagesMax, 1), Number(query, "page_size", 1, RowsMax, RowsMax));
    }

    /// <summary>Both, or neither where neither is given; who gives one gets the 90 days before or after it.</summary>
    /// <exception cref="Api.ApiException">They are no times, in the wrong order, or too far apart.</exception>
    public static (long? FromUs, long? BeforeUs) Span(IQueryCollection query, string from, string until)
    {
        var (first, last) = (GeoTime.Read(query[from], from), GeoTime.Read(query[until], until));
        if (last - first is < 0 or > SpanMaxUs) throw GeoErrors.SpanTooLong($"{from}, {until}");
        return first is null && last is null ? (null, null) : (first ?? last - SpanMaxUs, (last ?? first + SpanMaxUs) + 1);
    }

    private static List<string> Listed(IQueryCollection query, string name)
    {
        var all = query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        return all.Count <= RowsMax ? all : throw GeoErrors.Malformed(name, $"lists at most {RowsMax}", $"至多列出 {RowsMax} 个");
    }

    private static int Number(IQueryCollection query, string name, int least, int most, int usual)
    {
        if (query[name].ToString() is not { Length: > 0 } said) return usual;
        return int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw GeoErrors.Malformed(name, $"is {least} to {most}", $"应为 {least} 至 {most}");
    }
}
