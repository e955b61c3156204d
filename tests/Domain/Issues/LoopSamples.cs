using Google.Protobuf;
using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Tests.Deadlines;
using RealtimeGov.Domain.Tests.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Issues;

/// <summary>A town with its units, and commands of the people in it.</summary>
internal static class LoopSamples
{
    public const string Category = "roads/pothole";

    /// <summary>Monday, 2026-06-01, ten in the morning.</summary>
    public static readonly long NowUs = Calendars.At("2026-06-01 10:00");

    public static readonly RoutingTable Routing = new(
        [
            Unit("city", LoopLevel.City, ""), Unit("county", LoopLevel.County, "city"), Unit("town", LoopLevel.Town, "county"),
            Unit("roads", LoopLevel.Town, "county"), Unit("water", LoopLevel.Town, "county"), Unit("cadres", LoopLevel.Village, "town"),
        ],
        [],
        [new RoutingDefault { Region = "G1", LinkingCadres = "cadres", AssignedLeader = "town" }]);

    public static readonly IssueContext Context = new(
        LimitTable.Default, Calendars.TwoPeriods, Routing, IssueRules.Default, ["G1", "V1", "T1"], grid => grid is "G1" or "G2");

    public static IssueContext Sampled { get; } =
        Context with { Rules = IssueRules.Default with { SamplingRates = new Dictionary<string, double> { [""] = 1 } } };

    public static ByteString ReportId(int number) => ReportIds.ToBytes(Samples.Id(number));

    public static IssueEvent Opened(int report = 1, long? atUs = null, string partOf = "", uint part = 0) => new()
    {
        Opened = new IssueOpened
        {
            GridCode = "G1", Category = Category, ReportId = ReportId(report), ObservedAtUs = atUs ?? NowUs, OpenedAtUs = atUs ?? NowUs,
            Origin = Origin.Steward, FirstAsked = "cadres", PartOf = partOf, PartNumber = part,
        },
    };

    public static StepTaker Dispatcher { get; } = new() { Person = "desk-1", Unit = "town", Roles = { LoopRole.Desk } };

    public static StepTaker Checker { get; } = new() { Person = "checker-1", Unit = "town", Roles = { LoopRole.Checker } };

    public static StepTaker Supervisor { get; } = new() { Person = "supervisor-1", Unit = "county", Roles = { LoopRole.Supervisor } };

    public static StepTaker Leader { get; } = new() { Person = "leader-1", Unit = "city", Roles = { LoopRole.Leader } };

    public static StepTaker TheSystem { get; } = new() { Roles = { LoopRole.System } };

    public static StepTaker Holder(string unit) => new() { Person = $"{unit}-1", Unit = unit, Roles = { LoopRole.Holder } };

    public static StepTaker Reporter(int report = 1) => new() { Person = $"reporter-{report}", ReportId = ReportId(report), Roles = { LoopRole.Reporter } };

    public static StepTaker Finder(int report = 1) => new() { Person = $"reporter-{report}", ReportId = ReportId(report), Roles = { LoopRole.Finder } };

    public static StepContent Written(string text = "已处理", bool photo = false) =>
        photo ? new StepContent { Text = text, PhotoIds = { new string('a', 64) } } : new StepContent { Text = text };

    private static LoopUnit Unit(string code, LoopLevel level, string upward) => new() { Code = code, Level = level, Upward = upward };
}
