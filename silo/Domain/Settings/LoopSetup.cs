using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Settings;

/// <summary>What a town has set: limits, calendars, routing, sampling and phrases. Immutable, and each part has been checked.</summary>
public sealed class LoopSetup
{
    private readonly SortedDictionary<string, TownSetting> byName;
    private readonly Dictionary<string, BusinessCalendar> calendars;

    private LoopSetup(SortedDictionary<string, TownSetting> byName, Dictionary<string, BusinessCalendar> calendars, LimitTable limits)
    {
        (this.byName, this.calendars, Limits) = (byName, calendars, limits);
        Routing = byName.GetValueOrDefault("routing")?.Routing ?? new RoutingSettings();
        Sampling = byName.GetValueOrDefault("sampling")?.Sampling ?? new SamplingSettings();
    }

    public static LoopSetup None { get; } = new(new(StringComparer.Ordinal), [], LimitTable.Default);

    public LimitTable Limits { get; }

    public RoutingSettings Routing { get; }

    public SamplingSettings Sampling { get; }

    /// <summary>As they were set, by name.</summary>
    public IEnumerable<KeyValuePair<string, TownSetting>> All => byName;

    /// <summary>What a setting replaces when it is set again: <c>limits</c>, <c>routing</c>, <c>sampling</c>, <c>templates</c> or <c>calendar/{region}</c>.</summary>
    public static string NameOf(TownSetting setting) => setting.KindCase switch
    {
        TownSetting.KindOneofCase.Limits => "limits",
        TownSetting.KindOneofCase.Routing => "routing",
        TownSetting.KindOneofCase.Sampling => "sampling",
        TownSetting.KindOneofCase.Templates => "templates",
        TownSetting.KindOneofCase.Calendar => $"calendar/{setting.Calendar.Region}",
        TownSetting.KindOneofCase.NoCalendar => $"calendar/{setting.NoCalendar.Region}",
        _ => throw new InvalidOperationException("a setting of a kind that this program does not know"),
    };

    /// <summary>The calendar of the nearest of these regions that has one; null where none has.</summary>
    public BusinessCalendar? CalendarOf(IEnumerable<string> regions)
    {
        foreach (var region in regions)
            if (calendars.TryGetValue(region, out var calendar)) return calendar;
        return null;
    }

    /// <summary>True where it is set so already.</summary>
    public bool Holds(TownSetting setting) => setting.KindCase == TownSetting.KindOneofCase.NoCalendar
        ? !byName.ContainsKey(NameOf(setting))
        : byName.TryGetValue(NameOf(setting), out var held) && held.Equals(setting);

    /// <summary>With one more, or one other, setting; calendars that did not change are not built again.</summary>
    /// <exception cref="CalendarException">A limit or calendar that cannot be.</exception>
    public LoopSetup With(TownSetting setting)
    {
        if (Holds(setting)) return this;
        var (name, next) = (NameOf(setting), new SortedDictionary<string, TownSetting>(byName, StringComparer.Ordinal));
        var working = calendars;
        if (setting.KindCase is TownSetting.KindOneofCase.Calendar or TownSetting.KindOneofCase.NoCalendar)
        {
            working = new(calendars, StringComparer.Ordinal);
            if (setting.Calendar is { } calendar) working[calendar.Region] = new BusinessCalendar(calendar);
            else working.Remove(setting.NoCalendar.Region);
        }
        if (setting.KindCase == TownSetting.KindOneofCase.NoCalendar) next.Remove(name);
        else next[name] = setting;
        return new LoopSetup(next, working, setting.Limits is { } limits ? new LimitTable(limits.Limits) : Limits);
    }
}
