using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Programmes;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>Programmes, their items and their history as they are shown, from the read model.</summary>
internal sealed class ProgrammeReads(ProgrammeDesk desk, IReadModel readModel, ITownDirectory town, TownClock clock)
{
    private const int ReadAtOnce = 500;

    private static readonly string[] ItemFilters = ["part", "state", "region", "person", "dueBefore", "after", "limit", "purpose"];

    /// <summary>Those of a kind that the caller may see, by id.</summary>
    public async Task<object> List(HttpContext http, string kind, CancellationToken aborted)
    {
        _ = ProgrammeDesk.KindOf(kind);
        var (caller, limit, region) = (http.Caller(), DeskEndpoints.LimitOf(http), http.Request.Query["region"].ToString());
        var tree = town.Regions.At(clock.NowUs);
        if (region.Length > 0 && tree.Find(region) is null) throw ApiErrors.UnknownRegion(region);
        var (shown, after) = (new List<ListedProgramme>(), DeskEndpoints.AfterOf(http) ?? "");
        while (shown.Count <= limit)
        {
            var page = await readModel.Query(ListedProgramme.Page(kind, after, ReadAtOnce), aborted);
            shown.AddRange(page.Where(one => desk.MayNear(caller, Permission.ReadProgrammes, one.Row.Region) && (region.Length == 0 || Domain.People.Access.IsWithin(one.Row.Region, region, tree))));
            if (page.Count < ReadAtOnce) break;
            after = page[^1].Id;
        }
        var programmes = new List<ProgrammeJson>();
        // Texts are shown of one programme at a time, where it is on the audit.
        foreach (var one in shown.Take(limit)) programmes.Add(await Shown(caller, one, new TextView(false, true, IsCode), aborted));
        return new { programmes, next = shown.Count > limit ? programmes[^1].Id : null };
    }

    public async Task<ProgrammeJson> One(HttpContext http, string kind, string id, CancellationToken aborted)
    {
        var (_, one) = await desk.Find(http.Caller(), kind, id, aborted);
        return await Shown(http.Caller(), one, TextsFor(http, one.Row.Region), aborted);
    }

    public async Task<object> Items(HttpContext http, string kind, string id, CancellationToken aborted)
    {
        var query = http.Request.Query;
        if (query.Keys.FirstOrDefault(name => !ItemFilters.Contains(name)) is { } unknown) throw DeskErrors.FilterUnknown(unknown, ItemFilters);
        var (known, one) = await desk.Find(http.Caller(), kind, id, aborted);
        var filter = new ItemFilter(query["part"].ToString(), query["state"].ToString(), query["region"].ToString(), query["person"].ToString(), ProgrammeEndpoints.DayOf("dueBefore", query["dueBefore"].ToString()));
        var knows = KnowsFor(http.Caller(), one.Row.Region);
        // Else whoever may see numbers alone would find out by asking for one person after another.
        if (filter.Person.Length > 0 && !knows(filter.Person)) throw DeskErrors.NotAllowed(Permission.RunProgrammes, one.Row.Region);
        var limit = DeskEndpoints.LimitOf(http);
        var items = await readModel.Query(ListedItem.Page(kind, id, filter, DeskEndpoints.AfterOf(http) ?? "", limit + 1), aborted);
        var (texts, today) = (TextsFor(http, one.Row.Region), clock.Today());
        return new { items = items.Take(limit).Select(item => ItemJson.Of(known, item, knows, today, texts)), next = items.Count > limit ? items[limit - 1].Item : null };
    }

    /// <summary>All items without their texts, for a sheet.</summary>
    public async Task<(ProgrammeKind Kind, IReadOnlyList<ItemJson> Items)> All(HttpContext http, string kind, string id, CancellationToken aborted)
    {
        var (known, one) = await desk.Find(http.Caller(), kind, id, aborted);
        var (knows, today, all, after) = (KnowsFor(http.Caller(), one.Row.Region), clock.Today(), new List<ItemJson>(), "");
        while (true)
        {
            var page = await readModel.Query(ListedItem.Page(kind, id, new ItemFilter(), after, ReadAtOnce), aborted);
            all.AddRange(page.Select(item => ItemJson.Of(known, item, knows, today, new TextView(false, true, IsCode))));
            if (page.Count < ReadAtOnce) return (known, all);
            after = page[^1].Item;
        }
    }

    public async Task<object> History(HttpContext http, string kind, string id, CancellationToken aborted)
    {
        var (_, one) = await desk.Find(http.Caller(), kind, id, aborted);
        var (limit, knows) = (DeskEndpoints.LimitOf(http), KnowsFor(http.Caller(), one.Row.Region));
        var rows = await readModel.Query(ProgrammeHistoryRow.Page(kind, id, ProgrammeEndpoints.VersionOf(http.Request.Query["after"].ToString()), limit + 1), aborted);
        return new { history = rows.Take(limit).Select(row => HistoryJson.From(row, knows)), next = rows.Count > limit ? rows[limit - 1].Seq : (ulong?)null };
    }

    private async Task<ProgrammeJson> Shown(Caller caller, ListedProgramme one, TextView texts, CancellationToken aborted)
    {
        var overdue = await readModel.Query(OverdueCount.Of(one.Kind, one.Id, clock.Today(one.Row.Region)), aborted);
        return ProgrammeJson.From(one, overdue.Single().Items, desk.May(caller, Permission.RunProgrammes, one.Row.Region), texts);
    }

    private Func<string, bool> KnowsFor(Caller caller, string region) => desk.SeesPeople(caller, region) ? _ => true : person => caller.Kind == CallerKind.Person && person == caller.Id;

    private TextView TextsFor(HttpContext http, string region) =>
        new(desk.May(http.Caller(), Permission.ReadContent, region), AuditReads.PurposeOf(http.Request) is null, IsCode);

    private bool IsCode(string number) => town.Regions.At(clock.NowUs).Find(number) is not null;
}
