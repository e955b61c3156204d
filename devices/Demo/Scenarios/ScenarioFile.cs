using System.Globalization;
using RealtimeGov.Devices.Demo.Files;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Scenarios;

/// <summary>
/// Reads a scenario against its town: an unknown steward, grid or category, a time out of order, a join of nothing
/// are <see cref="DemoFileException"/>s at the value that is wrong, before anything is sent.
/// </summary>
public static class ScenarioFile
{
    public static Scenario Read(string path, Town town, GridMap map, StewardRoster roster) =>
        Parse(Path.GetFileName(path), File.ReadAllBytes(path), town, map, roster);

    public static Scenario Parse(string file, ReadOnlySpan<byte> utf8, Town town, GridMap map, StewardRoster roster)
    {
        var root = PlacedJson.Parse(file, utf8);
        root.Only("name", "town", "date", "opensAt", "pausesAt", "reports");
        if (root["town"].Text != town.Code)
            throw root["town"].Place.Fault($"the town is {town.Code}");
        if (!DateOnly.TryParseExact(root["date"].Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            throw root["date"].Place.Fault("a date such as 2016-06-13 is expected here");
        var opensAt = Time(root["opensAt"]);
        var pausesAt = Time(root["pausesAt"]);
        if (pausesAt < opensAt)
            throw root["pausesAt"].Place.Fault("the pause lies before the opening");
        var rows = new Rows(town, map, roster, opensAt, pausesAt);
        return new Scenario(root["name"].NonEmptyText, date, opensAt, pausesAt, [.. root["reports"].SomeItems.Select(rows.Next)]);
    }

    private static TimeOnly Time(PlacedValue time) =>
        TimeOnly.TryParseExact(time.Text, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? parsed
            : throw time.Place.Fault("a time such as 07:03:20 is expected here");

    /// <summary>Reads row after row; remembers the time of the last and what may be joined.</summary>
    private sealed class Rows(Town town, GridMap map, StewardRoster roster, TimeOnly opensAt, TimeOnly pausesAt)
    {
        private readonly Dictionary<string, ScenarioReport> byKey = new(StringComparer.Ordinal);
        private TimeOnly last = opensAt;
        private int row;

        public ScenarioReport Next(PlacedValue report)
        {
            report.Only("at", "key", "steward", "grid", "category", "disposition", "joins", "text");
            var grid = report["grid"];
            var steward = report["steward"];
            var parsed = new ScenarioReport(
                ++row,
                InOrder(report["at"]),
                roster.Find(steward.Text) ?? throw steward.Place.Fault($"the town has no steward {steward.Text}"),
                map.Find(grid.Text) ?? throw grid.Place.Fault($"the town has no grid {grid.Text}"),
                Kind(report["category"]),
                Disposition(report["disposition"]),
                report["text"].NonEmptyText,
                report.Find("joins") is { } joins ? Joined(joins, grid.Text) : null);
            if (report.Find("key") is { } key) Keep(key, parsed);
            return parsed;
        }

        private TimeOnly InOrder(PlacedValue at)
        {
            var time = Time(at);
            if (time < last) throw at.Place.Fault($"{at.Text} lies before what stands above it");
            if (time > pausesAt) throw at.Place.Fault($"{at.Text} lies after the pause");
            return last = time;
        }

        private CategoryKind? Kind(PlacedValue category) => category.Text.Length == 0
            ? null
            : town.Phrases.Kinds.FirstOrDefault(kind => kind.Code == category.Text)
                ?? throw category.Place.Fault($"the town has no category {category.Text}");

        private static Disposition Disposition(PlacedValue disposition) => disposition.Text switch
        {
            "handle" => Protos.Disposition.Handle,
            "solved-on-spot" => Protos.Disposition.SolvedOnSpot,
            "nothing-needed" => Protos.Disposition.NothingNeeded,
            _ => throw disposition.Place.Fault("handle, solved-on-spot or nothing-needed is expected here"),
        };

        private int Joined(PlacedValue joins, string grid)
        {
            if (!byKey.TryGetValue(joins.Text, out var joined))
                throw joins.Place.Fault($"no report above has the key {joins.Text}");
            return joined.Grid.Code == grid ? joined.Row : throw joins.Place.Fault($"{joins.Text} lies in another grid");
        }

        private void Keep(PlacedValue key, ScenarioReport report)
        {
            if (report.Disposition != Protos.Disposition.Handle || report.Joins is not null)
                throw key.Place.Fault("only a report that opens an issue can be joined");
            if (!byKey.TryAdd(key.NonEmptyText, report))
                throw key.Place.Fault($"a report above has the key {key.Text} already");
        }
    }
}
