using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Devices.Import;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Scenarios;

/// <summary>A scenario's rows as reports. The same row is the same message, id and position included, each time it is played.</summary>
public static class ScenarioMessages
{
    /// <param name="joinsIssueId">The issue of the row it joins, as that row's receipt told it.</param>
    public static Report Report(Scenario scenario, ScenarioReport row, Town town, string? joinsIssueId) => new()
    {
        ReportId = Id(scenario, row.Row).ToString("D"),
        StewardId = row.Steward.Id,
        GridCode = row.Grid.Code,
        Category = row.Kind?.Code ?? "",
        Text = row.Text,
        // Who joins stands where the first one stood.
        Location = row.Grid.Shape.PointInside(Chance.Of(0, $"{scenario.Name}/{row.Joins ?? row.Row}")),
        ObservedAt = Timestamp.FromDateTimeOffset(ObservedAt(scenario, row, town.Zone)),
        Disposition = row.Disposition,
        Origin = Origin.Steward,
        JoinsIssueId = joinsIssueId ?? "",
    };

    /// <summary>UUIDv5 of the scenario's name and the row's number.</summary>
    public static Guid Id(Scenario scenario, int row) => NameUuid.Version5(
        NameUuid.Version5(NameUuid.UrlNamespace, "urn:realtimegov:scenario:" + scenario.Name),
        row.ToString(CultureInfo.InvariantCulture));

    public static DateTimeOffset ObservedAt(Scenario scenario, ScenarioReport row, TimeZoneInfo zone)
    {
        var local = scenario.Date.ToDateTime(row.At);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
