using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Settings;

/// <summary>All that is set, each part with who set it and when; a part that nobody has set is empty, and the defaults hold.</summary>
internal sealed record SettingsFigures(
    SetLimits Limits, IReadOnlyList<LimitLine> DefaultLimits, IReadOnlyList<SetCalendar> Calendars, SetRouting Routing, SetSampling Sampling, SetTemplates Templates)
{
    public static SettingsFigures From(IReadOnlyList<SettingRow> rows, IReadOnlyList<string> ignored)
    {
        var limits = Find(rows, TownSetting.KindOneofCase.Limits);
        var routing = Find(rows, TownSetting.KindOneofCase.Routing);
        var sampling = Find(rows, TownSetting.KindOneofCase.Sampling);
        var templates = Find(rows, TownSetting.KindOneofCase.Templates);
        return new(
            new SetLimits(LimitsBody.From(limits?.Setting.Limits ?? new()).Limits, SetBy.Of(limits)),
            [.. LimitTable.DefaultLimits.Select(one => LimitLine.From(new StepLimit { Clock = one.Clock, Kind = one.Limit.Kind, Amount = one.Limit.Amount }))],
            [.. rows.Where(row => row.Setting.Calendar is not null).Select(row => new SetCalendar(row.Setting.Calendar.Region, CalendarBody.From(row.Setting.Calendar), SetBy.Of(row)))],
            new SetRouting(RoutingBody.From(routing?.Setting.Routing ?? new()), ignored, SetBy.Of(routing)),
            new SetSampling(SamplingBody.From(sampling?.Setting.Sampling ?? new()), SetBy.Of(sampling)),
            new SetTemplates(TemplatesBody.From(templates?.Setting.Templates ?? new()).Templates, SetBy.Of(templates)));
    }

    private static SettingRow? Find(IReadOnlyList<SettingRow> rows, TownSetting.KindOneofCase kind) => rows.FirstOrDefault(row => row.Setting.KindCase == kind);
}

/// <param name="Kind">person, service or device.</param>
internal sealed record SetBy(string Kind, string Id, string At)
{
    public static SetBy? Of(SettingRow? row) => row is null ? null : new(row.PrincipalKind, row.PrincipalId, Iso.Time(row.SetAtUs));
}

internal sealed record SetLimits(IReadOnlyList<LimitLine> Limits, SetBy? SetBy);

internal sealed record SetCalendar(string Region, CalendarBody Calendar, SetBy? SetBy);

/// <param name="Ignored">Rules whose unit was closed or whose region is gone, in words: they do not hold today.</param>
internal sealed record SetRouting(RoutingBody Table, IReadOnlyList<string> Ignored, SetBy? SetBy);

internal sealed record SetTemplates(IReadOnlyList<TemplateLine> Templates, SetBy? SetBy);

internal sealed record SetSampling(SamplingBody Table, SetBy? SetBy);
