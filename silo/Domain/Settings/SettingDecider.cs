using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Settings;

/// <param name="Event">Null where it is so already, or refused.</param>
/// <param name="Refused">Empty, or a code of <see cref="SettingRefusals"/>.</param>
public sealed record SettingDecision(SettingChanged? Event, string Refused = "", string Detail = "");

/// <summary>Decides on a town's settings: each as a whole. What cannot be is refused, and what was holds on.</summary>
public static class SettingDecider
{
    private const int CategoryMax = 128;

    /// <param name="tree">Of the local day on which it is asked.</param>
    /// <param name="units">All that are registered.</param>
    public static SettingDecision Decide(LoopSetup held, TownSetting setting, long atUs, TreeOfDay tree, IReadOnlyList<Unit> units)
    {
        if (setting.KindCase == TownSetting.KindOneofCase.None) return new(null, SettingRefusals.Malformed, "a setting names what it sets");
        try
        {
            if (FaultOf(setting, tree, units) is { } fault) return fault;
            return new(ReferenceEquals(held.With(setting), held) ? null : new SettingChanged { Setting = setting, AtUs = atUs });
        }
        catch (CalendarException wrong) { return new(null, wrong.Code, wrong.Message); }
        catch (RoutingException wrong) { return new(null, wrong.Code, wrong.Message); }
    }

    private static SettingDecision? FaultOf(TownSetting setting, TreeOfDay tree, IReadOnlyList<Unit> units)
    {
        switch (setting.KindCase)
        {
            case TownSetting.KindOneofCase.Calendar: return UnknownRegion(setting.Calendar.Region, tree);
            case TownSetting.KindOneofCase.Limits: return Categories(setting.Limits.Limits.Select(limit => limit.Category));
            case TownSetting.KindOneofCase.Sampling: return Sampling(setting.Sampling);
            case TownSetting.KindOneofCase.Templates: return TemplateRules.FaultOf(setting.Templates);
            case TownSetting.KindOneofCase.Routing:
                if (Categories(setting.Routing.Rules.Select(rule => rule.Category)) is { } fault) return fault;
                TownRouting.Check(tree, units, setting.Routing);
                return null;
            default: return null;
        }
    }

    private static SettingDecision? UnknownRegion(string region, TreeOfDay tree) =>
        tree.Find(region) is null ? new(null, SettingRefusals.RegionUnknown, $"'{region}' is no region of today's tree") : null;

    private static SettingDecision? Categories(IEnumerable<string> categories) =>
        categories.FirstOrDefault(category => category.Length > 0 && !Printable.IsName(category, CategoryMax)) is { } malformed
            ? new(null, SettingRefusals.CategoryMalformed, $"'{malformed}' is not 1 to {CategoryMax} printable characters")
            : null;

    private static SettingDecision? Sampling(SamplingSettings sampling)
    {
        var categories = sampling.Rates.Select(rate => rate.Category).ToList();
        if (Categories(categories.Concat(sampling.WithoutPhoto)) is { } fault) return fault;
        if (sampling.Rates.FirstOrDefault(rate => rate.Rate is not (>= 0 and <= 1)) is { } wrong) return new(null, SettingRefusals.RateOutOfRange, $"the rate of '{wrong.Category}' is {wrong.Rate}: 0 to 1");
        return categories.Count > categories.Distinct(StringComparer.Ordinal).Count() || sampling.WithoutPhoto.Count > sampling.WithoutPhoto.Distinct(StringComparer.Ordinal).Count()
            ? new(null, SettingRefusals.CategoryTwice, "a category is named twice")
            : null;
    }
}
