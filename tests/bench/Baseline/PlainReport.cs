using System.Text.Json.Serialization;

namespace RealtimeGov.Bench.Baseline;

/// <summary>A report as a client of the plain endpoint posts it.</summary>
public sealed record PlainReport(
    Guid ReportId, string StewardId, string GridCode, string Category, string Text, double Latitude, double Longitude,
    DateTimeOffset ObservedAt, int Origin);

/// <summary>Its answer, once the row is durable.</summary>
public sealed record PlainReceipt(Guid ReportId, string Outcome);

/// <summary>Serialisers made at build time: the plain endpoint pays for no reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PlainReport))]
[JsonSerializable(typeof(PlainReceipt))]
public sealed partial class PlainJson : JsonSerializerContext;
