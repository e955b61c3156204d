using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Issues;

namespace RealtimeGov.Gateway.Residents;

/// <summary>
/// What is open in a place, for everybody: where to the grid, what to the category, on which day it came, and how far it is.
/// No id and no hour: by those it could be told who reported it. A text or a photo only after a person released it.
/// </summary>
internal sealed class PublicIssues(IReadModel readModel, ApiReads bound, ITownDirectory town, TownClock clock, PublicWords words)
{
    public const int LinesMax = 200;

    private static readonly string[] Names = ["region", "category"];

    /// <exception cref="ApiException">The place or the category is none.</exception>
    public async Task<PublicPage> Open(IQueryCollection query, CancellationToken cancellation)
    {
        if (query.Keys.FirstOrDefault(name => !Names.Contains(name)) is { } unknown) throw DeskErrors.FilterUnknown(unknown, Names);
        var tree = town.Regions.At(clock.NowUs);
        var (region, category) = (query["region"].ToString(), query["category"].ToString());
        if (region.Length > 0 && tree.Find(region) is null) throw ApiErrors.UnknownRegion(region);
        if (category.Length > 0 && !Printable.IsName(category, Categories.CodeCharactersMax)) throw DeskErrors.FilterMalformed("category", "is 1 to 128 printable characters", "应为 1 至 128 个可显示字符");
        var grids = region.Length > 0 ? tree.GridsBelow(region) : [.. tree.Grids];
        if (grids.Count == 0) return new PublicPage(region, [], false);
        var found = await bound.Bounded(() => readModel.Query(
            QueuedIssue.Queue(new IssueFilter { Grids = grids, Category = category }, long.MinValue, "", LinesMax + 1), cancellation));
        var shown = await words.Of([.. found.Take(LinesMax).Select(issue => issue.IssueId)], cancellation);
        var lines = found.Take(LinesMax).OrderByDescending(issue => issue.OpenedAtUs).Select(issue => Line(issue, tree, shown.GetValueOrDefault(issue.IssueId)));
        return new PublicPage(region, [.. lines], found.Count > LinesMax);
    }

    private static PublicLine Line(QueuedIssue issue, TreeOfDay tree, IReadOnlyList<PublicReport>? shown) => new(
        issue.Grid, tree.NameOf(issue.Grid), issue.Category, issue.State,
        LocalDay.Format(LocalDay.Of(issue.OpenedAtUs, tree.ZoneOf(issue.Grid))), shown);
}

/// <param name="More">There are others: ask for a smaller place or one category.</param>
internal sealed record PublicPage(string Region, IReadOnlyList<PublicLine> Issues, bool More);

/// <param name="Stage">As the desk has it.</param>
/// <param name="Day">yyyy-MM-dd, in the place's zone.</param>
/// <param name="Shown">What a person released of its reports; not there where nothing is.</param>
internal sealed record PublicLine(
    string GridCode, string GridName, string Category, string Stage, string Day,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PublicReport>? Shown);
