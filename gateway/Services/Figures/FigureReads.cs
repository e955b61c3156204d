using RealtimeGov.Domain.Figures;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Figures;

/// <summary>
/// Figures by folding the lives of the issues asked for from the journal: exact as of any moment, and the issues behind each of them are
/// those that it counts. Day after day, so that no query is long.
/// </summary>
internal sealed class FigureReads(IReadModel readModel, ApiReads bound, ITownDirectory town)
{
    /// <summary>Issues reported in the whole town in the time asked for: a second's work.</summary>
    public const int IssuesMax = 50_000;

    public async Task<FigureAnswer> Figures(FigureQuestion asked, CancellationToken cancellation) =>
        FigureAnswer.Of(asked, IssueFigures.Of((await Lives(asked, cancellation)).Select(one => one.Life), asked.AsOfUs));

    public async Task<FigureIssues> Issues(FigureQuestion asked, string figure, string? after, int limit, CancellationToken cancellation)
    {
        if (!FigureMembers.ByName.TryGetValue(figure, out var has)) throw FigureErrors.NoFigure(figure, FigureMembers.ByName.Keys);
        var counted = (await Lives(asked, cancellation)).Where(one => has(one.Life, asked.AsOfUs)).OrderBy(one => one.Life.OpenedAtUs).ThenBy(one => one.Id, StringComparer.Ordinal).ToList();
        var from = after is null ? new Cursor(long.MinValue, "") : Cursor.Parse(after);
        var page = counted.Where(one => IsAfter(one.Life.OpenedAtUs, one.Id, from)).Take(limit).ToList();
        var isLast = page.Count == 0 || page[^1].Id == counted[^1].Id;
        return new FigureIssues(
            figure, counted.Count, [.. page.Select(one => FigureIssue.Of(one.Id, one.Life))], isLast ? null : new Cursor(page[^1].Life.OpenedAtUs, page[^1].Id).ToString());
    }

    private async Task<List<(string Id, IssueLife Life)>> Lives(FigureQuestion asked, CancellationToken cancellation)
    {
        var (lives, issues) = (new List<(string, IssueLife)>(), 0);
        for (var day = asked.FromDay; day <= asked.UntilDay; day++)
        {
            var tree = town.Regions.On(day);
            if (tree.Root is not { } root || tree.GridsBelow(root.Code) is not { Count: > 0 } grids) continue;
            var date = day;
            foreach (var issue in (await bound.Bounded(() => readModel.Query(LifeEvent.OfDay(date, grids), cancellation))).GroupBy(one => one.IssueId, StringComparer.Ordinal))
            {
                if (++issues > IssuesMax) throw FigureErrors.TooMany(IssuesMax);
                if (LifeOf(issue, asked.AsOfUs) is { } life && asked.Choice.Has(life)) lives.Add((issue.Key, life));
            }
        }
        return lives;
    }

    private static bool IsAfter(long openedAtUs, string id, Cursor place) =>
        openedAtUs > place.AtUs || (openedAtUs == place.AtUs && string.CompareOrdinal(id, place.Id) > 0);

    private static IssueLife? LifeOf(IEnumerable<LifeEvent> events, long asOfUs) => IssueLife.Of(events.Select(one => one.Event), asOfUs);
}
