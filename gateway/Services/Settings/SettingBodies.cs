using System.Globalization;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Settings;

/// <summary>Limits as JSON has them, in both directions.</summary>
internal sealed record LimitsBody(IReadOnlyList<LimitLine> Limits)
{
    public const int LinesMax = 5_000;

    public static LimitsBody From(LimitSettings settings) => new([.. settings.Limits.Select(LimitLine.From)]);

    /// <exception cref="ApiException">A word is none of those that there are.</exception>
    public LimitSettings ToSettings() => new() { Limits = { SettingBodies.Bounded(Limits, LinesMax, "limits").Select((line, at) => line.ToLimit($"limits[{at}]")) } };
}

/// <param name="Minutes">Of a limit in time; of one in days <paramref name="Days"/> are given.</param>
/// <param name="YellowMinutes">After how many the warning comes; by default after 80 %.</param>
internal sealed record LimitLine(
    string Clock, string Kind, long? Minutes = null, long? Days = null, long? YellowMinutes = null, long? YellowDays = null, string Category = "", string Level = "")
{
    public static LimitLine From(StepLimit limit) => IsDays(limit.Kind)
        ? new(Words.Of(limit.Clock), Words.Of(limit.Kind), Days: limit.Amount, YellowDays: OrNull(limit.Yellow), Category: limit.Category, Level: Words.Of(limit.Level))
        : new(Words.Of(limit.Clock), Words.Of(limit.Kind), Minutes: limit.Amount / Instant.MinuteUs, YellowMinutes: OrNull(limit.Yellow / Instant.MinuteUs), Category: limit.Category, Level: Words.Of(limit.Level));

    public StepLimit ToLimit(string place)
    {
        var kind = SettingBodies.Named<LimitKind>(Kind, $"{place}.kind");
        var (amount, other, yellow, otherYellow, unit) = IsDays(kind) ? (Days, Minutes, YellowDays, YellowMinutes, "days") : (Minutes, Days, YellowMinutes, YellowDays, "minutes");
        if (amount is null || other is not null || otherYellow is not null)
            throw OrderBody.Fault($"{place}.{unit}", $"must be given for {Kind}, and the other unit must not", $"须给出 {Kind} 的 {unit}，且不得给出另一单位");
        var scale = IsDays(kind) ? 1 : Instant.MinuteUs;
        return new StepLimit
        {
            Clock = SettingBodies.Named<IssueClock>(Clock, $"{place}.clock"), Kind = kind, Category = Category,
            Level = Level.Length == 0 ? LoopLevel.Unspecified : SettingBodies.Named<LoopLevel>(Level, $"{place}.level"),
            // What is too large for the limit is too large for the scale as well.
            Amount = Math.Clamp(amount.Value, -1, SettingBodies.NumberMax) * scale,
            Yellow = Math.Clamp(yellow ?? 0, -1, SettingBodies.NumberMax) * scale,
        };
    }

    private static bool IsDays(LimitKind kind) => kind is LimitKind.WorkingDays or LimitKind.CalendarDays;

    private static long? OrNull(long number) => number == 0 ? null : number;
}

/// <summary>A region's calendar as JSON has it.</summary>
/// <param name="FirstDay">yyyy-MM-dd, as every day here.</param>
/// <param name="TimeZone">IANA; by default the region's own.</param>
internal sealed record CalendarBody(
    string FirstDay, string LastDay, IReadOnlyList<HoursLine> Week, IReadOnlyList<string>? Holidays = null, IReadOnlyList<MakeUpLine>? MakeUp = null, string? TimeZone = null)
{
    public const int DaysMax = 5_000, PeriodsMax = 200;

    public static CalendarBody From(WorkCalendar calendar) => new(
        LocalDay.Format(calendar.FirstDay), LocalDay.Format(calendar.LastDay), [.. calendar.Week.Select(HoursLine.Of)],
        [.. calendar.Holidays.Select(LocalDay.Format)], [.. calendar.MakeUp.Select(day => new MakeUpLine(LocalDay.Format(day.Day), SettingBodies.Weekdays[day.WorksAsWeekday]))],
        calendar.TimeZone);

    public WorkCalendar ToCalendar(string region, TimeZoneInfo zone) => new()
    {
        Region = region, TimeZone = TimeZone ?? zone.Id,
        FirstDay = SettingBodies.Day(FirstDay, "firstDay"), LastDay = SettingBodies.Day(LastDay, "lastDay"),
        Week = { SettingBodies.Bounded(Week, PeriodsMax, "week").Select((line, at) => line.ToHours($"week[{at}]")) },
        Holidays = { SettingBodies.Bounded(Holidays ?? [], DaysMax, "holidays").Select((day, at) => SettingBodies.Day(day, $"holidays[{at}]")) },
        MakeUp =
        {
            SettingBodies.Bounded(MakeUp ?? [], DaysMax, "makeUp").Select((line, at) => new MakeUpDay
            {
                Day = SettingBodies.Day(line.Day, $"makeUp[{at}].day"), WorksAsWeekday = SettingBodies.Weekday(line.WorksAs, $"makeUp[{at}].worksAs"),
            }),
        },
    };
}

/// <param name="Weekday">monday, ...</param>
/// <param name="From">HH:mm of the local day; <paramref name="Until"/> is at most 24:00.</param>
internal sealed record HoursLine(string Weekday, string From, string Until)
{
    public static HoursLine Of(WeekdayHours hours) => new(SettingBodies.Weekdays[hours.Weekday], SettingBodies.Clock(hours.FromMinute), SettingBodies.Clock(hours.UntilMinute));

    public WeekdayHours ToHours(string place) => new()
    {
        Weekday = SettingBodies.Weekday(Weekday, $"{place}.weekday"), FromMinute = SettingBodies.Minute(From, $"{place}.from"), UntilMinute = SettingBodies.Minute(Until, $"{place}.until"),
    };
}

internal sealed record MakeUpLine(string Day, string WorksAs);

/// <summary>Who holds what, as JSON has it.</summary>
internal sealed record RoutingBody(IReadOnlyList<RuleLine> Rules, IReadOnlyList<DefaultLine>? Defaults = null)
{
    public const int LinesMax = 20_000;

    public static RoutingBody From(RoutingSettings settings) => new(
        [.. settings.Rules.Select(rule => new RuleLine(rule.Holder, rule.Category, rule.Region, rule.Supervisor))],
        [.. settings.Defaults.Select(rule => new DefaultLine(rule.LinkingCadres, rule.Region, rule.AssignedLeader))]);

    public RoutingSettings ToSettings() => new()
    {
        Rules = { SettingBodies.Bounded(Rules, LinesMax, "rules").Select(line => new RoutingRule { Category = line.Category, Region = line.Region, Holder = line.Holder, Supervisor = line.Supervisor }) },
        Defaults =
        {
            SettingBodies.Bounded(Defaults ?? [], LinesMax, "defaults")
                .Select(line => new RoutingDefault { Region = line.Region, LinkingCadres = line.LinkingCadres, AssignedLeader = line.AssignedLeader }),
        },
    };
}

/// <param name="Category">Empty for every one; <paramref name="Region"/> empty for the whole town; <paramref name="Supervisor"/> empty for the region's.</param>
internal sealed record RuleLine(string Holder, string Category = "", string Region = "", string Supervisor = "");

internal sealed record DefaultLine(string LinkingCadres, string Region = "", string AssignedLeader = "");

internal sealed record SamplingBody(IReadOnlyList<RateLine> Rates, IReadOnlyList<string>? WithoutPhoto = null)
{
    public const int LinesMax = 5_000;

    public static SamplingBody From(SamplingSettings settings) => new([.. settings.Rates.Select(rate => new RateLine(rate.Rate, rate.Category))], settings.WithoutPhoto);

    public SamplingSettings ToSettings() => new()
    {
        Rates = { SettingBodies.Bounded(Rates, LinesMax, "rates").Select(line => new SamplingRate { Category = line.Category, Rate = line.Rate }) },
        WithoutPhoto = { SettingBodies.Bounded(WithoutPhoto ?? [], LinesMax, "withoutPhoto") },
    };
}

/// <summary>Phrases for the words of a step, as JSON has them.</summary>
internal sealed record TemplatesBody(IReadOnlyList<TemplateLine> Templates)
{
    /// <summary>Bounds the reading; how many there may be is the town's rule.</summary>
    public const int LinesMax = 5_000;

    public static TemplatesBody From(TemplateSettings settings) => new([.. settings.Templates.Select(one => new TemplateLine(one.Name, one.Text, one.Step, one.Language))]);

    public TemplateSettings ToSettings() => new()
    {
        Templates = { SettingBodies.Bounded(Templates, LinesMax, "templates").Select(one => new ReplyTemplate { Name = one.Name, Text = one.Text, Step = one.Step, Language = one.Language }) },
    };
}

/// <param name="Step">Empty for any; <paramref name="Language"/> too.</param>
internal sealed record TemplateLine(string Name, string Text, string Step = "", string Language = "");

/// <param name="Rate">0 to 1.</param>
internal sealed record RateLine(double Rate, string Category = "");

/// <summary>Words of settings: days, times and names, each fault with its place.</summary>
internal static class SettingBodies
{
    /// <summary>No amount is refused later for being a little above this; none overflows.</summary>
    public const long NumberMax = 10_000_000;

    public static readonly IReadOnlyList<string> Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static IReadOnlyList<T> Bounded<T>(IReadOnlyList<T> lines, int most, string field) => lines.Count <= most && !lines.Contains(default!)
        ? lines
        : throw OrderBody.Fault(field, $"must be a list of at most {most}, none of them null", $"应为至多 {most} 项的列表，不得含 null");

    public static T Named<T>(string text, string field) where T : struct, Enum
    {
        foreach (var value in Words.All<T>())
            if (Words.Of(value) == text) return value;
        var known = string.Join(", ", Words.All<T>().Select(Words.Of));
        throw OrderBody.Fault(field, $"must be one of {known}", $"应为 {known} 之一");
    }

    public static int Day(string text, string field) => LocalDay.TryParse(text, out var day) ? day : throw OrderBody.Fault(field, "must be a day as yyyy-MM-dd", "应为 yyyy-MM-dd 形式的日期");

    public static int Weekday(string text, string field) => Weekdays.ToList().IndexOf(text) is var at and >= 0
        ? at
        : throw OrderBody.Fault(field, $"must be one of {string.Join(", ", Weekdays)}", $"应为 {string.Join("、", Weekdays)} 之一");

    public static int Minute(string text, string field)
    {
        if (text == "24:00") return 1440;
        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.Hour * 60 + time.Minute
            : throw OrderBody.Fault(field, "must be a time as HH:mm, at most 24:00", "应为 HH:mm 形式的时间，至多 24:00");
    }

    public static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
