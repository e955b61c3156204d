using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

/// <summary>Arbitrary reports that arrive at one grid, one after another: few ids, few places, so that they repeat and lie near.</summary>
internal static class Commands
{
    private static readonly long[] StepsUs = [0, 1, Instant.MinuteUs, 10 * Instant.MinuteUs, Instant.HourUs, 30 * Instant.HourUs];
    private static readonly long[] AgesUs = [0, Instant.HourUs, -Instant.MinuteUs, 26 * Instant.HourUs, 5 * Instant.DayUs, 9 * Instant.DayUs];

    public static Arbitrary<Command[]> Arbitrary { get; } = Gen.ArrayOf(Gen.Choose(0, int.MaxValue)).Select(Of).ToArbitrary();

    private static Command[] Of(int[] choices)
    {
        var nowUs = Samples.NowUs;
        return [.. choices.Select(choice =>
        {
            var dice = new Dice(choice);
            nowUs += StepsUs[dice.Of(StepsUs.Length)];
            return Of(dice, nowUs);
        })];
    }

    private static Command Of(Dice dice, long nowUs)
    {
        var report = new Report { ReportId = ReportIds.Format(Samples.Id(1 + dice.Of(50))) };
        report.ObservedAt = Instant.ToTimestamp(nowUs - AgesUs[dice.Of(AgesUs.Length)]);
        report.StewardId = dice.Of(3) == 0 ? "wz-002" : "wz-001";
        report.Category = dice.Of(5) switch { 0 or 1 => Samples.Pothole, 2 => Samples.Lamp, 3 => Samples.Bin, _ => "nobody/knows" };
        report.Text = dice.Of(7) == 0 ? "" : "路面有一个坑";
        var place = dice.Of(6);
        if (place > 0) report.Location = new GeoPoint { Latitude = 30.74 + place * 0.0002, Longitude = 120.49 };
        report.Disposition = dice.Of(6) == 0 ? Disposition.SolvedOnSpot : Disposition.Handle;
        report.JoinsIssueId = dice.Of(9) switch { 0 => "G1.1", 1 => "G1.4", _ => "" };
        report.Origin = dice.Of(4) == 0 ? Origin.Import : Origin.Steward;
        var routed = new RoutedReport { Report = report, PlaceUnsure = dice.Of(5) == 0, Otherwise = dice.Of(2) == 0 ? "G2" : "" };
        return new Command(routed, Samples.Context with { ReceivedAtUs = nowUs, ClockOffsetMs = dice.Of(3) == 0 ? 45_000 : 0 });
    }

    internal sealed record Command(RoutedReport Routed, GridContext Context);

    /// <summary>Takes one arbitrary number apart into many small ones.</summary>
    private sealed class Dice(int choice)
    {
        private readonly System.Random random = new(choice);

        public int Of(int sides) => random.Next(sides);
    }
}
