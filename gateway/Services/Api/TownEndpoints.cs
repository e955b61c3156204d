using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Api;

/// <summary>The rest of `/api/v1`: issues, stewards, categories, and what this server is.</summary>
internal static class TownEndpoints
{
    public static void MapTown(this IEndpointRouteBuilder api, AboutServer about)
    {
        api.MapGet("/about", (TimeProvider time) => about with { Now = Iso.Time(time.GetUtcNow()) });
        api.MapGet("/categories", (ITownDirectory directory) => CategoryRow.All(directory.Categories));
        api.MapGet("/issues/{id}", async (string id, ApiReads reads, CancellationToken aborted) =>
            await reads.Issue(id, aborted) is { Found: true } view ? IssueRow.From(view) : throw ApiErrors.UnknownIssue(id));
        // Beside the public list of newest reports it would tell everybody who reported what.
        api.MapGet("/stewards/{id}/days/{date}", async (
            string id, string date, HttpContext http, ApiReads reads, ITownDirectory directory, DayQueries days, TownClock clock, CancellationToken aborted) =>
        {
            var steward = directory.Stewards.Find(id) ?? throw ApiErrors.UnknownSteward(id);
            if (!MayCount(http.Caller(), steward, directory.Regions.At(clock.NowUs), clock.Today())) throw IdentityErrors.OutsideOwnRegion(steward.HomeGrid);
            var day = days.Date(date, steward.HomeGrid);
            return StewardRow.From(steward, day, await reads.StewardReports(id, day, aborted));
        }).Needs(AccessRefusal.DeviceToken, [Permission.Report, .. Responsible]);
    }

    /// <summary>Whoever answers for a steward, within the own region.</summary>
    private static readonly Permission[] Responsible = [Permission.Dispatch, Permission.Supervise, Permission.ManagePeople, Permission.ManageDevices];

    // The steward, by a device or signed in; whoever answers for the steward; the token that all devices of before share.
    private static bool MayCount(Caller caller, Steward steward, TreeOfDay tree, int today) => caller.Kind switch
    {
        CallerKind.Device => caller.Binding?.StewardId == steward.Id,
        CallerKind.Person => caller.Id == steward.Id || Responsible.Any(permission => caller.MayAt(permission, steward.HomeGrid, "", tree, today)),
        _ => true,
    };

    internal sealed record IssueRow(
        string IssueId, string GridCode, string Category, string State, string ReportId, string ObservedAt, string OpenedAt,
        bool PlaceUnsure, IReadOnlyList<string> PossibleDuplicates, ulong JoinedReports)
    {
        public static IssueRow From(IssueView view) => new(
            view.IssueId, view.GridCode, view.Category, view.State, view.ReportId, Iso.Time(view.ObservedAtUs), Iso.Time(view.OpenedAtUs),
            view.PlaceUnsure, view.PossibleDuplicates, view.JoinedReports);
    }

    internal sealed record StewardRow(string Id, string Name, string HomeGrid, string Unit, string Role, string Date, ulong ValidReports)
    {
        public static StewardRow From(Steward steward, int date, ulong valid) => new(
            steward.Id, Masked(steward.Name), steward.HomeGrid, steward.Unit, steward.Role, LocalDay.Format(date), valid);

        // 费晓军 becomes 费**: as a reporter a person is known by family name at most.
        private static string Masked(string name) => name.Length == 0 ? "" : $"{Rune.GetRuneAt(name, 0)}**";
    }

    /// <param name="NearM">Within how many metres, and <paramref name="NearHours"/>, a report may be the same matter; 0 is the default of 50 m and 24 h.</param>
    internal sealed record CategoryRow(string Code, IReadOnlyDictionary<string, string> Names, double NearM = 0, double NearHours = 0, bool JoinsByItself = false)
    {
        private static readonly CategoryRow Unclassified = new(Categories.Unclassified, Sorted(("en", "Unclassified"), ("zh", "未分类")));

        // What counts as unclassified is shown like a category, so a screen needs a name for it.
        public static IEnumerable<CategoryRow> All(Categories categories)
        {
            var rows = categories.All.Select(c => new CategoryRow(c.Code, NamesOf(c), c.NearM, c.NearHours, c.JoinsByItself));
            return categories.Find(Categories.Unclassified) is null ? rows.Append(Unclassified) : rows;
        }

        private static SortedDictionary<string, string> NamesOf(Category category)
        {
            var names = Sorted(("en", category.Code), ("zh", category.Code));
            foreach (var (language, name) in category.Names) names[language] = name;
            return names;
        }

        private static SortedDictionary<string, string> Sorted(params (string Language, string Name)[] names) =>
            new(names.ToDictionary(n => n.Language, n => n.Name), StringComparer.Ordinal);
    }
}
