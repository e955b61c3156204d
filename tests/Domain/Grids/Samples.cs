using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

/// <summary>One valid report and the circumstances it arrives in, for tests to change.</summary>
internal static class Samples
{
    public const int Today = 20_000;

    /// <summary>Noon in Shanghai, 2024-10-04.</summary>
    public const long NowUs = Today * Instant.DayUs + 4 * Instant.HourUs;

    public const string Grid = "G1";
    public const string Pothole = "道路/坑洼";
    public const string Bin = "市容/垃圾桶";

    /// <summary>The one category whose near reports join by themselves.</summary>
    public const string Lamp = "道路/路灯";

    public static TimeZoneInfo Shanghai { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static TimeZoneInfo LosAngeles { get; } = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    public static GridContext Context { get; } = new(
        NowUs, ClockOffsetMs: 0, AcceptLateDays: 7, Shanghai,
        Roster.From([
            new Steward { Id = "wz-001", Name = "费阿姨", HomeGrid = Grid },
            new Steward { Id = "wz-002", Name = "沈师傅", HomeGrid = Grid, Unit = "H" },
        ]),
        Categories.From([new Category { Code = Pothole }, new Category { Code = Bin }, new Category { Code = Lamp, JoinsByItself = true }]),
        new Dictionary<Guid, FirstCounted>());

    public static Guid Id(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    public static Report Report(int id = 1, Action<Report>? change = null)
    {
        var report = new Report
        {
            ReportId = ReportIds.Format(Id(id)),
            StewardId = "wz-001",
            Category = Pothole,
            Text = "路面有一个坑",
            Location = new GeoPoint { Latitude = 30.74, Longitude = 120.49, AccuracyM = 5 },
            ObservedAt = Instant.ToTimestamp(NowUs),
            Origin = Origin.Steward,
        };
        change?.Invoke(report);
        return report;
    }

    public static Report ObservedAt(long instantUs, int id = 1) => Report(id, r => r.ObservedAt = Instant.ToTimestamp(instantUs));

    public static ReportCheck Check(Action<Report> change) => Check(Report(1, change), Context);

    public static ReportCheck Check(Report report, GridContext context) => ReportChecks.Check(report, context);

    public static long Utc(int year, int month, int day, int hour, int minute = 0) =>
        Instant.From(new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero));
}
