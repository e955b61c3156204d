using System.Net;
using System.Text.RegularExpressions;
using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Gateway.Tests.Telemetry;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Hosting;

/// <summary>The executable itself, as ./run starts it.</summary>
public sealed partial class ProcessTests : IDisposable
{
    private const string Town = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"T","name":"测试镇","kind":"town","timeZone":"Asia/Shanghai"},"geometry":null},
        {"type":"Feature","properties":{"code":"V-1","name":"一村","kind":"grid","parent":"T"},"geometry":{"type":"Polygon","coordinates":[[[120,30],[120.01,30],[120.01,30.01],[120,30.01],[120,30]]]}}]}
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ItSaysReadyOnceServesAndEndsOnSigterm()
    {
        await using var host = Start("--regions", folder.Write("town.geojson", Town));
        var (http, grpc, pid) = await Ready(host);
        Assert.Equal(host.Id, pid);
        using var client = new HttpClient { BaseAddress = http };
        Assert.Equal("""{"status":"ok"}""", await client.GetStringAsync("/readyz"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/v1/stewards", null)).StatusCode);

        using (var channel = GrpcChannel.ForAddress(grpc))
        {
            var token = await File.ReadAllTextAsync(folder.File("data/device-token"));
            var headers = new Metadata();
            headers.Add("authorization", $"Bearer {token.Trim()}");
            using var call = new FieldGateway.FieldGatewayClient(channel).StreamReports(headers);
            var report = Reports.Of(1, steward: "");
            report.Origin = Origin.Resident;
            report.ObservedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
            await call.RequestStream.WriteAsync(Reports.Batch(1, report));
            var acks = call.ResponseStream;
            Assert.True(await acks.MoveNext());
            Assert.Equal((Outcome.Opened, "V-1"), (acks.Current.Receipts[0].Outcome, acks.Current.Receipts[0].GridCode));

            // The stream is open: it ends with a status, and the process does not wait for the device.
            host.Terminate();
            var ended = await Assert.ThrowsAsync<RpcException>(async () => await acks.MoveNext());
            Assert.Equal(StatusCode.Unavailable, ended.StatusCode);
        }

        Assert.Equal(0, await host.Exit(Patience.Max));
        Assert.Equal(["regions  2 new, which hold at once", $"ready {http.GetLeftPart(UriPartial.Authority)} grpc {grpc.GetLeftPart(UriPartial.Authority)} pid {pid}"], host.Output);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task APortOrAFolderInUseIsOneLineAndExitCodeTwo()
    {
        await using var first = Start("--regions", folder.Write("town.geojson", Town));
        var (http, _, pid) = await Ready(first);

        await using var samePort = ChildProcess.Start(Repository.Executable("RealtimeGov.Gateway.Host"),
            ["--port", $"{http.Port}", "--grpc-port", "0", "--data", folder.File("other")]);
        Assert.Equal(2, await samePort.Exit(Patience.Max));
        Assert.Contains($":{http.Port}", Assert.Single(samePort.Errors), StringComparison.Ordinal);

        await using var sameFolder = Start();
        Assert.Equal(2, await sameFolder.Exit(Patience.Max));
        Assert.StartsWith("--data: ", Assert.Single(sameFolder.Errors), StringComparison.Ordinal);
        Assert.Contains($"process {pid}", sameFolder.Errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"type\": oops }", "--regions ")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "--regions ")]
    public async Task ARegionFileThatCannotBeUsedIsNamed(string text, string start)
    {
        var file = folder.Write("broken.geojson", text);
        await using var host = Start("--regions", file);

        Assert.Equal(2, await host.Exit(Patience.Max));
        var line = Assert.Single(host.Errors);
        Assert.StartsWith(start + file, line, StringComparison.Ordinal);
        Assert.Empty(host.Output);
    }

    [Fact]
    public async Task What_is_measured_and_traced_goes_to_a_collector_at_the_latest_when_the_process_ends()
    {
        await using var collector = await Collector.Start();
        await using var host = Start("--open", "--regions", folder.Write("town.geojson", Town), "--telemetry", collector.Url);
        var (_, grpc, _) = await Ready(host);
        using var channel = GrpcChannel.ForAddress(grpc);
        var report = Reports.Of(1, steward: "");
        (report.Origin, report.ObservedAt) = (Origin.Resident, Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
        Assert.Equal(Outcome.Opened, (await new FieldGateway.FieldGatewayClient(channel).SubmitReportAsync(report)).Outcome);

        host.Terminate();
        Assert.Equal(0, await host.Exit(Patience.Max));

        var metrics = collector.Of("MetricsService");
        foreach (var measured in new[] { "realtimegov.reports", "OPENED", "realtimegov.commit.duration", "orleans-", "kestrel.active_connections" })
            Assert.Contains(measured, metrics, StringComparison.Ordinal);
        var traces = collector.Of("TraceService");
        foreach (var traced in new[] { "SubmitReport", "Receive" }) Assert.Contains(traced, traces, StringComparison.Ordinal);
        Assert.DoesNotContain(report.ReportId, metrics + traces, StringComparison.Ordinal);
        Assert.DoesNotContain("V-1", metrics + traces, StringComparison.Ordinal);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_keeps_nobody_waiting()
    {
        await using var host = Start("--telemetry", $"http://127.0.0.1:{FreePort.Next()}");
        await Ready(host);
        host.Terminate();
        Assert.Equal(0, await host.Exit(Patience.Max));
        Assert.Empty(host.Errors);
    }

    private static async Task<(Uri Http, Uri Grpc, int Pid)> Ready(ChildProcess host)
    {
        var match = ReadyLine().Match(await host.Line("ready ", Patience.Max));
        Assert.True(match.Success);
        return (new Uri(match.Groups["http"].Value), new Uri(match.Groups["grpc"].Value),
            int.Parse(match.Groups["pid"].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^ready (?<http>http://127\.0\.0\.1:\d+) grpc (?<grpc>http://127\.0\.0\.1:\d+) pid (?<pid>\d+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex ReadyLine();

    private ChildProcess Start(params string[] arguments) => ChildProcess.Start(
        Repository.Executable("RealtimeGov.Gateway.Host"), ["--port", "0", "--grpc-port", "0", "--data", folder.File("data"), .. arguments]);
}
