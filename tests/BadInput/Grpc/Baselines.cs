using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using RealtimeGov.BadInput.Tests.Town;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.BadInput.Tests.Grpc;

/// <summary>Each message as it is right, so that whatever comes of a row comes of the field that it replaces.</summary>
internal static class Baselines
{
    private static readonly byte[] Plain = File.ReadAllBytes(Repository.File("tests", "Gateway", "Photos", "files", "plain.jpg"));

    private static int photos;
    private static int reports;

    /// <summary>Of the placement as it is now: a plan is made from it.</summary>
    public static ulong PlacementVersion { get; set; }

    public static IMessage Of(string message) => message switch
    {
        nameof(Report) => Report(),
        nameof(GeoPoint) => Report().Location,
        nameof(ReportBatch) => new ReportBatch { Sequence = 8, Reports = { Report() } },
        nameof(MoveGridRequest) => new MoveGridRequest { Grid = TownServer.Grid, Silo = "silo-1", By = "tester" },
        nameof(DrainSiloRequest) => new DrainSiloRequest { Silo = "silo-1", By = "tester" },
        nameof(RefillSiloRequest) => new RefillSiloRequest { Silo = "silo-1", By = "tester" },
        nameof(WeighSiloRequest) => new WeighSiloRequest { Silo = "silo-1", Weight = 1, By = "tester" },
        nameof(ApplyPlanRequest) => new ApplyPlanRequest { Plan = Plan(), By = "tester" },
        nameof(RebalancePlan) => Plan(),
        nameof(PlannedMove) => Move(),
        nameof(PredictedLoad) => new PredictedLoad { Silo = "silo-1", Load = 1, Grids = 1 },
        nameof(ListAuditRequest) => new ListAuditRequest(),
        nameof(InboxRequest) => new InboxRequest(),
        nameof(HealthCheckRequest) => new HealthCheckRequest(),
        nameof(ServerReflectionRequest) => new ServerReflectionRequest { ListServices = "" },
        nameof(ExtensionRequest) => new ExtensionRequest { ContainingType = "realtimegov.v1.Report", ExtensionNumber = 1000 },
        _ => throw new InvalidOperationException($"{message} has no baseline here: add one, and rows to bad-input.md"),
    };

    /// <summary>Another report each time, in words of its own, 50 m or more from the others, so that none is near another.</summary>
    public static Report Report() => Report(Interlocked.Increment(ref reports));

    /// <summary>One of many of a list: it opens no issue, so that none is near it.</summary>
    public static Report Recorded()
    {
        var report = Report(number: 0);
        report.Disposition = Disposition.SolvedOnSpot;
        return report;
    }

    private static Report Report(int number) => new()
    {
        ReportId = Guid.NewGuid().ToString(),
        StewardId = TownServer.Steward,
        GridCode = TownServer.Grid,
        Category = TownServer.Category,
        Text = $"路面坑洼 {number:D5}",
        Location = new GeoPoint { Latitude = 30.0002 + 0.00046 * (number % 21), Longitude = 120.0002 + 0.00053 * (number / 21 % 18), AccuracyM = 5 },
        // Whole seconds, so that it is always as many bytes.
        ObservedAt = new Timestamp { Seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() },
        Origin = Origin.Steward,
    };

    /// <summary>Another photo each time: one with another comment in it.</summary>
    public static byte[] Photo() =>
        [.. Plain[..2], 0xFF, 0xFE, 0, 6, .. BitConverter.GetBytes(Interlocked.Increment(ref photos)), .. Plain[2..]];

    public static string PhotoIdOf(byte[] photo) => Convert.ToHexStringLower(SHA256.HashData(photo));

    public static async Task<ReportReceipt> Submit(TownServer town, Report report)
    {
        var answer = await town.Grpc.Call("/realtimegov.v1.FieldGateway/SubmitReport", [report.ToByteArray()], ("authorization", $"Bearer {town.DeviceToken}"));
        return ReportReceipt.Parser.ParseFrom(answer.Messages.Single());
    }

    // Not to be carried out: the grid is where it says it goes from, and the one silo there is takes it again.
    private static PlannedMove Move() => new() { Grid = TownServer.Grid, From = "silo-1", To = "silo-1", Load = 1 };

    private static RebalancePlan Plan()
    {
        var load = new PredictedLoad { Silo = "silo-1", Load = 1, Grids = 1 };
        return new RebalancePlan { Version = PlacementVersion, Moves = { Move() }, Before = { load }, After = { load }, ImbalanceBefore = 1, ImbalanceAfter = 1 };
    }
}
