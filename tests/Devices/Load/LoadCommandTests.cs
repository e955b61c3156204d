using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Tests.Cli;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Load;

public sealed class LoadCommandTests : IDisposable
{
    private const string Regions = """
        [{"code":"T","kind":"town"},{"code":"V","kind":"village","parent":"T"},{"code":"V-1","kind":"grid","parent":"V"},
         {"code":"V-2","kind":"grid","parent":"V"},{"code":"cleaners","kind":"trade","parent":"T"}]
        """;

    private readonly CommandLine field = new();

    public LoadCommandTests()
    {
        field.Http.Answers["/api/v1/regions"] = Regions;
        field.Http.Answers["/api/v1/categories"] = """[{"code":"unclassified"},{"code":"Roads/Pothole"},{"code":"Lamps/Dark"}]""";
    }

    public void Dispose() => field.Dispose();

    [Fact]
    public async Task Every_report_is_sent_once_and_answered_once()
    {
        var (code, output, error) = await field.RunAsync(["load", "--count", "1003", "--streams", "3", "--batch", "10"]);

        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Equal("1003 reports for 2 grids over 3 streams, as fast as they are acknowledged", output[0]);
        Assert.Matches(
            @"^load sent=1003 opened=1003 joined=0 recorded=0 duplicate=0 invalid=0 lost=0 doubled=0 retries=0 reconnects=0 seconds=\d+\.\d acked_per_s=\d+ ack_p50_ms=\d+\.\d\d ack_p99_ms=\d+\.\d\d ack_max_ms=\d+\.\d\d$",
            output[^1]);
        Assert.Equal(1003, field.Service.Counted.DistinctBy(report => report.ReportId).Count());
        Assert.Equal(3, field.Connections.Count);
        Assert.Equal(101, field.Service.Batches.Count);
        Assert.All(field.Service.Counted, report => Assert.Equal("load-" + report.GridCode, report.StewardId));
        Assert.Equal(["V-1", "V-2"], field.Service.Counted.Select(report => report.GridCode).Distinct().Order());
        Assert.Equal(["Lamps/Dark", "Roads/Pothole"], field.Service.Counted.Select(report => report.Category).Distinct().Order());
        Assert.Equal(
            """[{"id":"load-V-1","name":"压测 V-1","homeGrid":"V-1"},{"id":"load-V-2","name":"压测 V-2","homeGrid":"V-2"}]""",
            System.Text.RegularExpressions.Regex.Unescape(field.Http.Requests.Single(one => one.Request.StartsWith("POST", StringComparison.Ordinal)).Body));
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_reports_under_new_ids()
    {
        await field.RunAsync(["load", "--count", "50", "--streams", "1"]);
        var first = field.Service.Counted.Select(Without).ToList();
        var ids = field.Service.Counted.Select(report => report.ReportId).ToList();
        field.Service = new FakeFieldService();
        await field.RunAsync(["load", "--count", "50", "--streams", "1", "--seed", "1"]);
        var second = field.Service.Counted.Select(Without).ToList();
        var otherIds = field.Service.Counted.Select(report => report.ReportId).ToList();
        field.Service = new FakeFieldService();
        await field.RunAsync(["load", "--count", "50", "--streams", "1", "--seed", "2"]);

        Assert.Equal(first, second);
        Assert.Empty(ids.Intersect(otherIds));
        Assert.NotEqual(first, field.Service.Counted.Select(Without));
        Assert.Contains(first, report => report.Disposition == Disposition.SolvedOnSpot);
    }

    [Fact]
    public async Task A_region_file_and_a_steward_may_be_given()
    {
        var file = field.Folder.Write("town.geojson", """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{"code":"T","kind":"town"},"geometry":null},
              {"type":"Feature","properties":{"code":"G9","kind":"grid","parent":"T"},"geometry":null}]}
            """);

        var (code, _, _) = await field.RunAsync(["load", "--count", "5", "--grids", file, "--steward", "s1"]);

        Assert.Equal(0, code);
        Assert.All(field.Service.Counted, report => Assert.Equal(("G9", "s1"), (report.GridCode, report.StewardId)));
        Assert.Equal(["GET http://127.0.0.1:8080/api/v1/categories"], field.Http.Requests.Select(one => one.Request));
    }

    [Fact]
    public async Task With_a_rate_reports_are_due_whether_or_not_the_server_keeps_up()
    {
        var (code, output, _) = await field.RunAsync(["load", "--count", "100", "--rate", "1000", "--streams", "2"]);

        Assert.Equal(0, code);
        Assert.Equal("100 reports for 2 grids over 2 streams, 1000 a second", output[0]);
        Assert.InRange(double.Parse(Figure(output[^1], "seconds"), null), 0.1, 60);
    }

    [Fact]
    public async Task RETRY_and_broken_lines_are_counted_and_nothing_is_lost()
    {
        var answers = 0;
        field.Service.Decide = _ => ++answers % 10 == 0 ? Outcome.Retry : Outcome.Opened;
        field.Service.Arriving = number =>
        {
            if (number == 7)
                throw Reports.Unavailable;
        };

        var (code, output, _) = await field.RunAsync(["load", "--count", "100", "--streams", "1"]);

        Assert.Equal(0, code);
        Assert.Equal(("100", "0", "0", "11", "1"), (
            Figure(output[^1], "opened"), Figure(output[^1], "lost"), Figure(output[^1], "doubled"), Figure(output[^1], "retries"), Figure(output[^1], "reconnects")));
    }

    [Fact]
    public async Task What_has_no_receipt_is_lost_and_told_by_the_exit_code()
    {
        field.Service.Arriving = number =>
        {
            if (number > 3)
                throw Reports.Unavailable;
        };

        var (code, output, _) = await field.RunAsync(["load", "--count", "10", "--streams", "1", "--give-up", "0.1"]);

        Assert.Equal(3, code);
        Assert.Equal("a stream could not go on: No receipt for 0.1 s: the line is down", output[^2]);
        Assert.Equal(("10", "3", "7"), (Figure(output[^1], "sent"), Figure(output[^1], "opened"), Figure(output[^1], "lost")));
    }

    [Fact]
    public async Task A_refused_device_ends_it()
    {
        field.Service.Opening = _ => throw new FieldServiceException(FieldFault.Unauthenticated, "no such token");

        var (code, output, _) = await field.RunAsync(["load", "--count", "3"]);

        Assert.Equal(4, code);
        Assert.StartsWith("a stream could not go on: the server refuses this device: no such token", output[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_reports_are_told_by_the_exit_code()
    {
        field.Service.Decide = _ => Outcome.Invalid;

        var (code, output, _) = await field.RunAsync(["load", "--count", "3"]);

        Assert.Equal((1, "3"), (code, Figure(output[^1], "invalid")));
    }

    [Fact]
    public async Task With_a_queue_reports_are_on_disk_until_they_are_answered()
    {
        var waiting = 0;
        field.Service.Arriving = _ => waiting = Math.Max(waiting, Devices.Queue.Pending.Read(Path.Combine(field.Data, "queue")).Reports);

        var (code, _, _) = await field.RunAsync(["load", "--count", "30", "--queue"]);

        Assert.Equal(0, code);
        Assert.InRange(waiting, 1, 30);
        Assert.Equal(["nothing waits"], (await field.RunAsync(["pending"])).Output);
    }

    [Fact]
    public async Task Ctrl_C_counts_what_is_on_its_way()
    {
        var gate = new TaskCompletionSource();
        field.Service.Gate = gate.Task;
        using var stop = new CancellationTokenSource();
        var running = field.RunAsync(["load", "--count", "100", "--streams", "1", "--window", "4"], stop.Token);
        await Task.WhenAny(field.Service.Arrived(4), running);
        await stop.CancelAsync();
        gate.SetResult();

        var (code, output, _) = await running;

        Assert.Equal((130, "4", "0"), (code, Figure(output[^1], "sent"), Figure(output[^1], "lost")));
    }

    [Theory]
    [InlineData("--streams is 1 to 64", "--streams", "65")]
    [InlineData("--batch is 1 to 500", "--batch", "0")]
    [InlineData("--count is 1 to 100000000", "--count", "0")]
    [InlineData("--rate: \"0\" is no number above 0, to 1,000,000", "--rate", "0")]
    public async Task A_wrong_option_is_named(string message, params string[] options)
    {
        var (code, _, error) = await field.RunAsync(["load", .. options]);

        Assert.Equal((2, message), (code, Assert.Single(error)));
        Assert.Empty(field.Http.Requests);
    }

    private static Report Without(Report report) => new(report) { ReportId = "", ObservedAt = null };

    private static string Figure(string line, string name) => line.Split(' ').Single(word => word.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];
}
