using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Privacy;

namespace RealtimeGov.Gateway.Privacy;

/// <summary>
/// How long words and photos are kept, by category: first what would go, then it goes, by the same way and onto the same ledger as every erasure.
/// Only of what has ended; no fact and no count changes.
/// </summary>
internal sealed class Retention(IReadModel readModel, ApiReads bound, TownClock clock, AuditReads audit, ErasureLedger? ledger = null)
{
    /// <summary>Contents of one call: each is written over at once, which takes the store's one writer for a moment.</summary>
    public const int EraseMax = 200;

    public const int RulesMax = 100;

    /// <summary>Words are kept at least as long as an issue may be reopened and a figure looked into.</summary>
    public const int DaysMin = 30, DaysMax = 36_500;

    /// <summary>By rule what is older than it says, in the order of the rules.</summary>
    public async Task<RetentionAnswer> DryRun(IReadOnlyList<RetentionRule> rules, CancellationToken cancellation)
    {
        List<RetentionLine> lines = [];
        foreach (var (rule, of, before, beforeUs) in Chosen(rules))
        {
            var reports = (await bound.Bounded(() => readModel.Query(OldWords.CountReports(of, before), cancellation))).Single();
            var issues = (await bound.Bounded(() => readModel.Query(OldWords.CountIssues(of, beforeUs), cancellation))).Single();
            lines.Add(new RetentionLine(rule.Category, rule.Days, LocalDay.Format(before), reports.Count, issues.Count, reports.Count == 0 ? null : LocalDay.Format((int)reports.Oldest)));
        }

        return new RetentionAnswer(Iso.Time(clock.NowUs), lines, 0, false);
    }

    /// <summary>Erases up to <see cref="EraseMax"/> of them, the oldest of each rule first.</summary>
    /// <exception cref="ApiException">This server keeps no ledger.</exception>
    public async Task<RetentionAnswer> Erase(Caller caller, IReadOnlyList<RetentionRule> rules, CancellationToken cancellation)
    {
        if (ledger is null) throw ApiErrors.StoreUnavailable();
        List<OldWords> old = [];
        foreach (var (_, of, before, beforeUs) in Chosen(rules))
        {
            if (old.Count <= EraseMax) old.AddRange(await bound.Bounded(() => readModel.Query(OldWords.OfReports(of, before, EraseMax + 1 - old.Count), cancellation)));
            if (old.Count <= EraseMax) old.AddRange(await bound.Bounded(() => readModel.Query(OldWords.OfIssues(of, beforeUs, EraseMax + 1 - old.Count), cancellation)));
        }

        var nowUs = clock.NowUs;
        var gone = 0;
        if (old.Count > 0)
        {
            audit.Mark(caller, $"erased the words of {Math.Min(old.Count, EraseMax)} reports and issues past their time", $"{rules.Count} rules of retention");
            gone = await ledger.Erase([.. old.Take(EraseMax).Select(one => new ErasedContent(one.Stream, one.FromSeq, one.ToSeq, one.FirstUs, one.ReportId, nowUs))], CancellationToken.None);
        }

        return (await DryRun(rules, cancellation)) with { Erased = gone, More = old.Count > EraseMax };
    }

    /// <exception cref="ApiException">A rule is none.</exception>
    public static IReadOnlyList<RetentionRule> Checked(RetentionBody body)
    {
        if (body.Rules.Count is 0 or > RulesMax) throw RetentionErrors.Rules($"there are 1 to {RulesMax} rules", $"规则应为 1 至 {RulesMax} 条");
        foreach (var rule in body.Rules)
        {
            if (rule is null) throw RetentionErrors.Rules("a rule is null", "规则为 null");
            if (rule.Category.Length > 0 && !Printable.IsName(rule.Category, Categories.CodeCharactersMax)) throw RetentionErrors.Rules($"{ApiErrors.Echo(rule.Category)} is no category", $"{ApiErrors.Echo(rule.Category)} 不是类别");
            if (rule.Days is < DaysMin or > DaysMax) throw RetentionErrors.Rules($"words are kept {DaysMin} to {DaysMax} days, not {rule.Days}", $"保存期为 {DaysMin} 至 {DaysMax} 天，而不是 {rule.Days} 天");
        }
        return body.Rules.Select(rule => rule.Category).Distinct(StringComparer.Ordinal).Count() == body.Rules.Count ? body.Rules : throw RetentionErrors.Rules("a category has two rules", "同一类别有两条规则");
    }

    // The narrower rule wins: a class is without its categories that have one of their own.
    private IEnumerable<(RetentionRule Rule, CategoryChoice Of, int Before, long BeforeUs)> Chosen(IReadOnlyList<RetentionRule> rules) => rules.Select(rule => (
        rule,
        new CategoryChoice(rule.Category, [.. rules.Select(other => other.Category).Where(other => other != rule.Category && (rule.Category.Length == 0 || other.StartsWith($"{rule.Category}/", StringComparison.Ordinal)))]),
        clock.Today() - rule.Days, clock.NowUs - rule.Days * 24 * Instant.HourUs));
}

internal static class RetentionEndpoints
{
    /// <summary>`POST /api/v1/retention`: with `erase` it is done, without it is only said.</summary>
    public static void MapRetention(this IEndpointRouteBuilder api) =>
        api.MapPost("/retention", async (HttpContext http, Retention retention, CancellationToken aborted) =>
        {
            var body = await StrictBody.Read<RetentionBody>(http.Request);
            var rules = Retention.Checked(body);
            return body.Erase ? await retention.Erase(http.Caller(), rules, aborted) : await retention.DryRun(rules, aborted);
        }).Needs(Permission.ManagePeople);
}

internal static class RetentionErrors
{
    public static ApiException Rules(string what, string whatZh) => ApiErrors.Of(StatusCodes.Status400BadRequest, "retention_rules",
        $"These are no rules of retention: {what}.", $"保存期规则有误：{whatZh}。");
}

/// <param name="Erase">False: only what would go is told.</param>
internal sealed record RetentionBody(IReadOnlyList<RetentionRule> Rules, bool Erase = false);

/// <param name="Category">A category, or the class of several; empty for all that have no rule of their own.</param>
internal sealed record RetentionRule(string Category, int Days);

/// <param name="Erased">Contents that went with this call.</param>
/// <param name="More">Ask again: there are more than one call erases.</param>
internal sealed record RetentionAnswer(string AsOf, IReadOnlyList<RetentionLine> Rules, int Erased, bool More);

/// <param name="Before">yyyy-MM-dd: words of an earlier day go.</param>
/// <param name="Reports">That came to nothing or whose issue has ended, and whose words are still there.</param>
/// <param name="Issues">Ended ones with words of their steps.</param>
/// <param name="Oldest">Of those reports; null where there is none.</param>
internal sealed record RetentionLine(string Category, int Days, string Before, long Reports, long Issues, string? Oldest);
