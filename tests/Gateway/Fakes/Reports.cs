using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>Reports that are valid unless a test changes them.</summary>
internal static class Reports
{
    /// <summary>The id is 00000000-0000-4000-8000- and the number in twelve digits.</summary>
    public static Report Of(int number, string grid = "V-1", string steward = "s-1") => new()
    {
        ReportId = Id(number),
        StewardId = steward,
        GridCode = grid,
        Category = "parts/manhole",
        Text = "a broken bin by a door",
        ObservedAt = Timestamp.FromDateTimeOffset(TestGateway.Start),
        Origin = Origin.Steward,
    };

    public static string Id(int number) => $"00000000-0000-4000-8000-{number:d12}";

    public static ReportBatch Batch(ulong sequence, params Report[] reports) => new() { Sequence = sequence, Reports = { reports } };
}
