using System.Globalization;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Figures;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Figures;

/// <summary>Of which issues figures are asked, and as of when.</summary>
/// <param name="FromDay">The first local day on which their reports count.</param>
/// <param name="UntilDay">The last.</param>
/// <param name="AsOfUs">What came later has not happened.</param>
internal sealed record FigureQuestion(string Region, int FromDay, int UntilDay, long AsOfUs, FigureChoice Choice)
{
    /// <summary>A leap year.</summary>
    public const int DaysMax = 366;

    private static readonly string[] Known = ["region", "unit", "trade", "category", "origin", "day", "week", "month", "from", "until", "asOf", "figure", "after", "limit"];

    /// <exception cref="ApiException">Nothing can be asked so: the message says what is wrong.</exception>
    public static FigureQuestion Of(HttpRequest request, ITownDirectory town, TownClock clock)
    {
        if (request.Query.Keys.FirstOrDefault(key => !Known.Contains(key)) is { } unknown) throw FigureErrors.Unknown(unknown, Known);
        var tree = town.Regions.At(clock.NowUs);
        var region = Text(request, "region") is { Length: > 0 } given ? given : tree.Root?.Code ?? "";
        if (tree.Find(region) is null) throw ApiErrors.UnknownRegion(region);
        if (tree.IsTrade(region)) throw FigureErrors.NotAPlace(region);
        var (from, until) = DaysOf(request, clock.Today(region));
        var asOf = AsOf(request, clock.NowUs);
        var grids = tree.GridsBelow(region).ToHashSet(StringComparer.Ordinal);
        return new FigureQuestion(region, from, until, asOf, new FigureChoice(
            grids, Text(request, "unit"), Trade(request, tree), Text(request, "category"), OriginOf(request)));
    }

    private static string Trade(HttpRequest request, TreeOfDay tree)
    {
        var trade = Text(request, "trade");
        return trade.Length == 0 || (tree.Find(trade) is not null && tree.IsTrade(trade)) ? trade : throw FigureErrors.NotATrade(trade);
    }

    private static Origin OriginOf(HttpRequest request)
    {
        var name = Text(request, "origin");
        if (name.Length == 0) return Origin.Unspecified;
        var known = Enum.GetValues<Origin>().Where(value => value != Origin.Unspecified).ToDictionary(value => value.ToString().ToLowerInvariant());
        return known.TryGetValue(name, out var origin) ? origin : throw FigureErrors.NoOrigin(name, known.Keys);
    }

    private static long AsOf(HttpRequest request, long nowUs)
    {
        var text = Text(request, "asOf");
        if (text.Length == 0) return nowUs;
        if (!Rfc3339.TryParse(text, out var time)) throw FigureErrors.Malformed("asOf", "a time as RFC 3339 writes it", "RFC 3339 时间");
        return Instant.From(time) <= nowUs ? Instant.From(time) : throw FigureErrors.Ahead();
    }

    // One of them; without any, today.
    private static (int From, int Until) DaysOf(HttpRequest request, int today)
    {
        var (day, week, month, from, until) = (Text(request, "day"), Text(request, "week"), Text(request, "month"), Text(request, "from"), Text(request, "until"));
        if (new[] { day, week, month, from + until }.Count(text => text.Length > 0) > 1) throw FigureErrors.OneTime();
        if (week.Length > 0) return WeekOf(week);
        if (month.Length > 0) return MonthOf(month);
        if (from.Length + until.Length == 0) return day is "" or "today" ? (today, today) : (Day(day), Day(day));
        var (first, last) = (Day(from), Day(until));
        return last >= first && last - first < DaysMax ? (first, last) : throw FigureErrors.Range(DaysMax);
    }

    private static int Day(string text) => LocalDay.TryParse(text, out var day) ? day : throw ApiErrors.MalformedDate(text);

    // ISO 8601: a week begins on Monday, and the first of a year holds its first Thursday.
    private static (int, int) WeekOf(string text)
    {
        if (text.Length != 8 || text[4..6] != "-W" || !Number(text[..4], out var year) || !Number(text[6..], out var week) || year < 1 || week < 1 || week > ISOWeek.GetWeeksInYear(year))
            throw FigureErrors.Malformed("week", "a week such as 2026-W10", "形如 2026-W10 的周");
        var monday = LocalDay.From(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)));
        return (monday, monday + 6);
    }

    private static (int, int) MonthOf(string text)
    {
        if (!LocalDay.TryParse($"{text}-01", out var first)) throw FigureErrors.Malformed("month", "a month such as 2026-03", "形如 2026-03 的月份");
        return (first, LocalDay.From(LocalDay.ToDate(first).AddMonths(1)) - 1);
    }

    private static bool Number(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Text(HttpRequest request, string name) => request.Query[name].ToString();
}
