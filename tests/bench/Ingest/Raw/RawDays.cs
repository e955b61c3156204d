using Google.Protobuf;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Ingest.Raw;

/// <summary>The day rows of a transaction: one for each grid that it touches, absolute, as ours writes them.</summary>
public sealed class RawDays
{
    private readonly Dictionary<(int Date, string Grid), (long Opened, DayCounts ByCategory)> days = [];

    public List<RawDay> Touch(IEnumerable<RawReport> transaction)
    {
        var touched = new Dictionary<(int Date, string Grid), long>();
        foreach (var report in transaction)
        {
            var key = (report.LocalDate, report.Grid);
            var day = days.TryGetValue(key, out var held) ? held : (0, new DayCounts());
            day.ByCategory.ByCategory[report.Category] = day.ByCategory.ByCategory.GetValueOrDefault(report.Category) + 1;
            days[key] = (day.Opened + 1, day.ByCategory);
            touched[key] = report.Seq;
        }
        return [.. touched.Select(t => new RawDay(t.Key.Date, t.Key.Grid, t.Value, days[t.Key].Opened, days[t.Key].ByCategory.ToByteArray()))];
    }
}

public sealed record RawDay(int LocalDate, string Grid, long Seq, long Opened, byte[] ByCategory);
