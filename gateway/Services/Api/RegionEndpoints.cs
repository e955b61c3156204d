using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Past;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Api;

/// <summary>`/api/v1/regions`: the tree, days, sums, map.</summary>
internal static class RegionEndpoints
{
    public static void MapRegions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/regions", (ITownDirectory directory, TownClock clock) =>
            directory.Regions.At(clock.NowUs).All.Select(r => new RegionRow(r.Code, r.Name, r.Kind, r.Parent, r.TimeZone)));
        // With `at` as a wall showed it at that moment.
        api.MapGet("/regions/{code}/days/{date}", async (string code, string date, string? at, DayQueries days, PastQueries past, CancellationToken aborted) =>
        {
            var asked = days.Ask(code, date);
            if (at is null) return DayFigures.From(await days.Day(asked, aborted), asked.Tree);
            var moment = past.Moment(asked, at);
            return DayFigures.From(await past.Day(asked, moment, aborted), asked.Tree) with { At = Iso.Time(moment) };
        });
        api.MapGet("/regions/{code}/days/{date}/grids", async (string code, string date, string? at, DayQueries days, PastQueries past, CancellationToken aborted) =>
        {
            var asked = days.Ask(code, date);
            return GridFigure.From(await (at is null ? days.Day(asked, aborted) : past.Day(asked, past.Moment(asked, at), aborted)), asked.Tree);
        });
        api.MapGet("/regions/{code}/days/{date}/feed", (string code, string date, string? at, DayQueries days, PastQueries past, CancellationToken aborted) =>
        {
            var asked = days.Ask(code, date);
            return at is null ? days.Feed(asked, aborted) : past.Feed(asked, past.Moment(asked, at), aborted);
        });
        api.MapGet("/regions/{code}/days/{date}/hours", async (string code, string date, string? at, DayQueries days, PastQueries past, CancellationToken aborted) =>
        {
            var asked = days.Ask(code, date);
            var hours = await (at is null ? days.Hours(asked, aborted) : past.Hours(asked, past.Moment(asked, at), aborted));
            return new HoursRow(asked.Region, LocalDay.Format(asked.Date), hours);
        });
        api.MapGet("/regions/{code}/open", (string code, DayQueries days, CancellationToken aborted) => days.Open(code, aborted));
        api.MapGet("/regions/{code}/total", async (string code, DayQueries days, CancellationToken aborted) =>
        {
            var asked = days.Ask(code, "today");
            return DayFigures.From(await days.Total(asked, aborted), asked.Tree) with { Date = null };
        });
        api.MapGet("/regions/{code}/map", (string code, DayQueries days) =>
        {
            var asked = days.Ask(code, "today");
            return Results.Bytes(RegionMap.Write(asked.Region, asked.Tree), RegionMap.ContentType);
        });
    }

    internal sealed record HoursRow(string Region, string Date, IReadOnlyList<ulong> Hours);

    internal sealed record RegionRow(string Code, string Name, string Kind, string Parent, string TimeZone);
}
