using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using RealtimeGov.Fuzz.Tests.Targets;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Fuzz.Tests.Server;

/// <summary>Frames as they come off the wire: a byte that says which method, then the body of the call.</summary>
internal sealed class GrpcTarget : LiveTarget, IDisposable
{
    private static readonly string[] Methods =
    [
        "/realtimegov.v1.FieldGateway/StreamReports", "/realtimegov.v1.FieldGateway/SubmitReport", "/realtimegov.v1.FieldGateway/UploadPhoto",
        "/realtimegov.v1.FieldGateway/PhotoStatus", "/realtimegov.v1.Admin/MoveGrid", "/realtimegov.v1.Admin/ApplyPlan",
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", "/grpc.health.v1.Health/Check",
    ];

    // INTERNAL is a frame's own fault; UNKNOWN would be a handler's exception, and is never right.
    private static readonly StatusCode[] Typed =
    [
        StatusCode.OK, StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.FailedPrecondition, StatusCode.Aborted, StatusCode.Unimplemented,
        StatusCode.ResourceExhausted, StatusCode.Internal,
    ];

    private readonly HttpClient http;

    public GrpcTarget(FuzzServer server) : base(server)
    {
        http = new HttpClient { BaseAddress = server.Grpc };
        Valid = [.. Inputs()];
    }

    public override string Name => "grpc";

    public override int Rounds => 2_500;

    public override IReadOnlyList<byte[]> Valid { get; }

    public override IReadOnlyList<byte[]> Words { get; } = [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0x40, 0, 1], [0x12], [0x0A]];

    public void Dispose() => http.Dispose();

    protected override async Task Send(byte[] input)
    {
        if (input.Length == 0) return;
        var method = Methods[input[0] % Methods.Length];
        using var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(input[1..]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Add("te", "trailers");
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var trailers = answer.TrailingHeaders.Contains("grpc-status") ? answer.TrailingHeaders : answer.Headers;
        var status = (StatusCode)int.Parse(trailers.GetValues("grpc-status").Single());
        if (!Typed.Contains(status)) throw new InvalidDataException($"{method} ended with {status}: {string.Join(' ', trailers.GetValues("grpc-message"))}");
        foreach (var message in GrpcFrames.Messages(body)) Count(method, message);
    }

    private void Count(string method, byte[] message)
    {
        var receipts = method.EndsWith("StreamReports", StringComparison.Ordinal) ? BatchAck.Parser.ParseFrom(message).Receipts
            : method.EndsWith("SubmitReport", StringComparison.Ordinal) ? (IEnumerable<ReportReceipt>)[ReportReceipt.Parser.ParseFrom(message)] : [];
        foreach (var receipt in receipts)
        {
            if (receipt.Outcome is Protos.Outcome.Opened or Protos.Outcome.Joined or Protos.Outcome.Recorded) Accepted++;
            if (receipt.Outcome is Protos.Outcome.Unspecified or Protos.Outcome.Retry) throw new InvalidDataException($"the receipt {receipt}");
            // Without a grid or an id nobody counts it.
            if (receipt.Outcome is Protos.Outcome.Invalid && receipt.GridCode.Length > 0 && receipt.Reason != "report_id_malformed") Refused.Add(Guid.Parse(receipt.ReportId).ToString());
        }
    }

    // Reports of nobody: refused as they are, and few mutations make one count.
    private static IEnumerable<byte[]> Inputs()
    {
        var nowUs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
        Report Nobodys(int number) => FuzzTown.Report(nowUs, $"e1b6b1f0-0000-4000-8000-{number:D12}", FuzzServer.Grid, steward: "nobody");
        var batches = new[] { 1, 2, 3 }.Select(n => new ReportBatch { Sequence = (ulong)n, Reports = { Nobodys(n), Nobodys(n + 10) } });
        yield return [0, .. batches.SelectMany(batch => GrpcFrames.Framed(batch.ToByteArray()))];
        yield return [1, .. GrpcFrames.Framed(Nobodys(4).ToByteArray())];
        byte[] photo = [0xFF, 0xD8, 0xFF, .. new byte[60]];
        var header = new PhotoChunk { Header = new PhotoHeader { PhotoId = new string('a', 64), TotalBytes = (ulong)photo.Length } };
        yield return [2, .. GrpcFrames.Framed(header.ToByteArray()), .. GrpcFrames.Framed(new PhotoChunk { Data = ByteString.CopyFrom(photo) }.ToByteArray())];
        yield return [3, .. GrpcFrames.Framed(new PhotoQuery { PhotoId = new string('a', 64), TotalBytes = 7 }.ToByteArray())];
        yield return [4, .. GrpcFrames.Framed(new MoveGridRequest { Grid = "nowhere", Silo = "silo-1", By = "x" }.ToByteArray())];
        yield return [5, .. GrpcFrames.Framed(new ApplyPlanRequest { By = "x", Plan = new RebalancePlan { Version = 99, Moves = { new PlannedMove { Grid = "nowhere", From = "a", To = "b" } } } }.ToByteArray())];
        yield return [6, .. GrpcFrames.Framed([0x3A, 1, (byte)'x']), .. GrpcFrames.Framed([0x22, 3, .. "a.B"u8])];
        yield return [7, .. GrpcFrames.Framed([0x0A, 1, (byte)'x'])];
    }
}
