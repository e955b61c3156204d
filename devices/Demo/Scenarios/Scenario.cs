using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Scenarios;

/// <summary>A recorded day to play: from when, until when, and what was reported.</summary>
/// <param name="Name">With a row's number it makes the report's id: played again, the reports are the same ones.</param>
/// <param name="Reports">In the order of their times, none after <paramref name="PausesAt"/>.</param>
public sealed record Scenario(
    string Name,
    DateOnly Date,
    TimeOnly OpensAt,
    TimeOnly PausesAt,
    IReadOnlyList<ScenarioReport> Reports);

/// <summary>One row of a scenario.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Kind">Null where the steward could not say what it is: it counts as unclassified.</param>
/// <param name="Joins">The row whose issue this report joins, if it does.</param>
public sealed record ScenarioReport(
    int Row,
    TimeOnly At,
    DemoSteward Steward,
    Grid Grid,
    CategoryKind? Kind,
    Disposition Disposition,
    string Text,
    int? Joins);
