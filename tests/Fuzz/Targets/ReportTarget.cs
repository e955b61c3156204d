using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Fuzz.Tests.Engine;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Protos;

namespace RealtimeGov.Fuzz.Tests.Targets;

/// <summary>A batch's bytes, through routing, checks and the grid's decision: what is no batch is refused as such, every report gets a receipt.</summary>
internal sealed class ReportTarget : Target
{
    private const long NowUs = 1_465_800_000_000_000; // 2016-06-13

    private static readonly FrozenSet<string> Known = typeof(Reasons).GetFields().Select(field => (string)field.GetValue(null)!).ToFrozenSet();

    private static readonly long[] ClockOffsetsMs = [0, 315_576_000_000, -315_576_000_000];

    private static readonly Dictionary<Guid, FirstCounted> NothingClaimed = [];

    private readonly TreeOfDay tree = FuzzTown.Tree(NowUs);
    private readonly Roster roster = Roster.From([new Steward { Id = "s-1", Name = "费", HomeGrid = "G1" }]);
    private readonly IPlaces places;

    public ReportTarget() => places = new TownPlaces().Of(tree);

    public override string Name => "report";

    public override int Rounds => 80_000;

    public override IReadOnlyList<byte[]> Valid { get; } =
    [
        new ReportBatch { Sequence = 1, Reports = { FuzzTown.Report(NowUs, "e1b6b1f0-0000-4000-8000-000000000001") } }.ToByteArray(),
        new ReportBatch { Sequence = ulong.MaxValue, Reports = { FuzzTown.Report(NowUs, "e1b6b1f0-0000-4000-8000-000000000002"), new Report() } }.ToByteArray(),
    ];

    // Tags of the two messages, times at the calendar's ends, numbers that are none.
    public override IReadOnlyList<byte[]> Words { get; } =
    [
        [0x0A], [0x12], [0x32], [0x3A], [0x42], [0x48], [0x50], BitConverter.GetBytes(double.NaN), BitConverter.GetBytes(double.MaxValue),
        new Timestamp { Seconds = long.MaxValue }.ToByteArray(), new Timestamp { Seconds = long.MinValue, Nanos = int.MinValue }.ToByteArray(),
        new Timestamp { Seconds = 253402300799, Nanos = 999_999_999 }.ToByteArray(), new Timestamp { Seconds = -62135596800 }.ToByteArray(),
        [0xEF, 0xBF, 0xBD], [0xED, 0xA0, 0x80], [0xE2, 0x80, 0xAE],
    ];

    public override long? AllocatedBytesMax(int length) => 400 * length + 1_000_000;

    public override Task Take(byte[] input)
    {
        ReportBatch batch;
        try
        {
            batch = ReportBatch.Parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return Task.CompletedTask;
        }

        // A device whose clock is right, and ones that are years off.
        var context = new GridContext(NowUs, ClockOffsetsMs[input.Length % ClockOffsetsMs.Length], 7, tree.Zone, roster, Categories.Empty, NothingClaimed);
        foreach (var report in batch.Reports) Decide(report, context);
        return Task.CompletedTask;
    }

    private void Decide(Report report, in GridContext context)
    {
        var route = Router.Find(report, tree, roster, places);
        var check = ReportChecks.Check(report, context);
        var state = new GridState(route.GridCode ?? "G1");
        var routed = new RoutedReport { Report = report, PlaceUnsure = route.PlaceUnsure, JoinUnavailable = route.JoinUnavailable, Otherwise = route.Otherwise ?? "" };
        var decision = GridDecider.Decide(state, routed, check, context);
        if (decision.Elsewhere) return;
        if (decision.Event is { } decided) state.Apply(1, decided);
        var (outcome, reason) = (decision.Receipt.Outcome, decision.Receipt.Reason);
        var strangers = reason.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(code => !Known.Contains(code));
        var isRefused = outcome is Outcome.Invalid;
        if (outcome is Outcome.Unspecified || strangers.Any() || (isRefused && (reason.Length == 0 || decision.Content is not null)))
            throw new InvalidDataException($"the receipt {decision.Receipt}");
    }
}
