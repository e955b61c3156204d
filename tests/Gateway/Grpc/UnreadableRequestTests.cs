using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using RealtimeGov.Gateway.Host;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Grpc;

/// <summary>Bytes that no client of gRPC would send: the sender is told what is wrong with them, and the log is not.</summary>
public sealed class UnreadableRequestTests : IAsyncLifetime
{
    private TestGateway gateway = null!;

    public async Task InitializeAsync() => gateway = await TestGateway.Open();

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    public static TheoryData<string, byte[], StatusCode, string> Wrong { get; } = Both(
        (GrpcFrames.Framed([0xFF, 0xFF, 0xFF]), StatusCode.InvalidArgument, "a message is not a {message}"),
        ([7, 0, 0, 0, 0], StatusCode.Internal, "a message starts with another flag than 0 and 1"),
        ([0, 0xFF, 0xFF, 0xFF, 0xFF], StatusCode.ResourceExhausted, "a message of 4294967295 bytes is over the limit of 4194304"),
        ([0, 0, 0, 0, 9, 1, 2], StatusCode.Internal, "Incomplete message."));

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task TheSenderIsToldWhatIsWrong(string path, byte[] body, StatusCode status, string message)
    {
        Assert.Equal(new RawAnswer(status, message), await RawCall.Send(gateway.Grpc, path, body));
        Assert.Empty(Ours());
    }

    [Theory]
    [InlineData(RawCall.Unary)]
    [InlineData(RawCall.Stream)]
    public async Task WhatGzipBecomesIsBoundedLikeAnyMessage(string path)
    {
        var bomb = GrpcFrames.Framed(Gzip(new byte[64 << 20]), compressed: true);
        var answer = await RawCall.Send(gateway.Grpc, path, bomb, ("grpc-encoding", "gzip"));
        Assert.Equal(StatusCode.ResourceExhausted, answer.Status);
        Assert.EndsWith("bytes is over the limit of 4194304", answer.Message, StringComparison.Ordinal);

        var garbage = GrpcFrames.Framed("no gzip"u8.ToArray(), compressed: true);
        Assert.Equal(new RawAnswer(StatusCode.Internal, "a compressed message is not gzip"), await RawCall.Send(gateway.Grpc, path, garbage, ("grpc-encoding", "gzip")));
        Assert.Empty(Ours());
    }

    [Theory]
    [InlineData(RawCall.Stream)]
    [InlineData("/realtimegov.v1.Admin/GetPlacement")]
    public async Task BinaryMetadataThatNobodyReadsIsNotLookedAt(string path) => Assert.Equal(
        new RawAnswer(StatusCode.OK, ""),
        await RawCall.Send(gateway.Grpc, path, GrpcFrames.Framed([]), ("x-name-bin", "!!!")));

    [Fact]
    public async Task ASingleRequestMayBeLongerThanTheBodiesOfOtherRequests()
    {
        var report = Reports.Of(1);
        report.Text = new string('x', GatewayApp.RequestBytesMax + 1);

        Assert.Equal(StatusCode.OK, (await RawCall.Send(gateway.Grpc, RawCall.Unary, GrpcFrames.Framed(report.ToByteArray()))).Status);
    }

    // The library's own lines, which the host's log filters by their category.
    private IEnumerable<string> Ours() => gateway.Log.Lines.Where(line => !line.StartsWith("Error when executing service method", StringComparison.Ordinal));

    private static byte[] Gzip(byte[] plain)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal)) gzip.Write(plain);
        return bytes.ToArray();
    }

    private static TheoryData<string, byte[], StatusCode, string> Both(params (byte[] Body, StatusCode Status, string Message)[] rows)
    {
        var data = new TheoryData<string, byte[], StatusCode, string>();
        foreach (var (path, message) in new[] { (RawCall.Unary, "Report"), (RawCall.Stream, "ReportBatch") })
            foreach (var row in rows)
                data.Add(path, row.Body, row.Status, row.Message.Replace("{message}", message, StringComparison.Ordinal));
        return data;
    }
}
