using RealtimeGov.Devices.Tests.Import;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Cli;

public sealed class ReplayCommandTests : IDisposable
{
    private const string Map = """
        { "source": "test", "id": "id", "time": { "column": "at", "format": "yyyy-MM-dd HH:mm:ss", "zone": "Asia/Shanghai" },
          "category": ["class", "kind"], "position": { "latitude": "lat", "longitude": "lon" }, "text": ["text"], "missing": ["NA"] }
        """;

    private readonly CommandLine field = new();

    public void Dispose() => field.Dispose();

    [Fact]
    public async Task Categories_come_first_then_rows_then_the_summary()
    {
        var categoriesBefore = -1;
        field.Service.Opening = _ => categoriesBefore = field.Http.Requests.Count;

        var (code, output, error) = await field.RunAsync(Replay(Maps.Rows(1200), "--token", "t"));

        Assert.Equal((0, 1), (code, categoriesBefore));
        Assert.Empty(error);
        Assert.Equal(("POST http://127.0.0.1:8080/api/v1/categories", "Bearer t", """[{"code":"Roads/Pothole"}]"""), Assert.Single(field.Http.Requests));
        Assert.Equal(4, output.Length);
        Assert.Equal("replaying cases.csv: 1200 rows", output[0]);
        Assert.Equal("512 of 1200 rows", output[1]);
        Assert.Equal("1024 of 1200 rows", output[2]);
        Assert.Matches(@"^replay rows=1200 opened=1200 joined=0 recorded=0 duplicate=0 invalid=0 retry=0 seconds=\d+\.\d reports_per_s=\d+$", output[3]);
        Assert.Empty(Directory.Exists(field.Data) ? Directory.GetFiles(field.Data) : []);
    }

    [Fact]
    public async Task Ctrl_C_says_how_to_go_on_and_the_same_command_does()
    {
        using var stop = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        field.Service.Gate = gate.Task;
        var running = field.RunAsync(Replay(Maps.Rows(100), "--batch", "10", "--window", "4"), stop.Token);
        await Task.WhenAny(field.Service.Arrived(4), running);
        await stop.CancelAsync();
        gate.SetResult();
        var stopped = await running;

        var resume = Assert.Single(Directory.GetFiles(field.Data));
        Assert.Equal(130, stopped.Code);
        Assert.Equal($"stopped after 40 of 100 rows; run the same command again to go on from there ({resume})", stopped.Output[1]);
        Assert.StartsWith("replay rows=40 opened=40 ", stopped.Output[2], StringComparison.Ordinal);

        var (code, output, _) = await field.RunAsync(Replay(Maps.Rows(100), "--batch", "10"));

        Assert.Equal(0, code);
        Assert.Equal("replaying cases.csv: 100 rows, resuming after row 40", output[0]);
        Assert.StartsWith("replay rows=60 opened=60 ", output[^1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(field.Data));
    }

    [Fact]
    public async Task A_place_on_one_server_is_not_used_for_another()
    {
        using var stop = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        field.Service.Gate = gate.Task;
        var running = field.RunAsync(Replay(Maps.Rows(100), "--window", "1"), stop.Token);
        await Task.WhenAny(field.Service.Arrived(1), running);
        await stop.CancelAsync();
        gate.SetResult();
        await running;

        field.Service = new FakeFieldService();
        var (_, output, _) = await field.RunAsync(Replay(Maps.Rows(100), "--server", "http://127.0.0.1:9999"));

        Assert.Equal("replaying cases.csv: 100 rows", output[0]);
        Assert.Equal(100, field.Service.Counted.Count);
    }

    [Fact]
    public async Task Invalid_rows_are_listed_by_reason()
    {
        field.Service.Decide = report => report.Text == "row 2" ? Outcome.Invalid : Outcome.Opened;

        var (code, output, _) = await field.RunAsync(Replay(Maps.Rows(3)));

        Assert.Equal(1, code);
        Assert.Equal("invalid: 1 row, the first is row 2: the text is longer than 2,000 characters", output[1]);
        Assert.StartsWith("replay rows=3 opened=2 joined=0 recorded=0 duplicate=0 invalid=1 retry=0 ", output[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_on_the_last_line_sends_nothing()
    {
        var (code, output, error) = await field.RunAsync(Replay(Maps.Rows(3) + "4,never,Roads,Pothole,1,1,x\n"));

        Assert.Equal(2, code);
        Assert.Equal([$"{field.Folder.File("cases.csv")}, line 5, column 2 \"at\": \"never\" is not a time in the form yyyy-MM-dd HH:mm:ss"], error);
        Assert.Empty(output);
        Assert.Empty(field.Http.Requests);
        Assert.Empty(field.Connections);
    }

    [Fact]
    public async Task Without_a_server_nothing_is_sent()
    {
        field.Http.Fault = new HttpRequestException("refused");

        var (code, _, error) = await field.RunAsync(Replay(Maps.Rows(3)));

        Assert.Equal(3, code);
        Assert.Equal(["No answer from http://127.0.0.1:8080/: refused"], error);
        Assert.Empty(field.Connections);
    }

    [Fact]
    public async Task A_line_that_stays_down_ends_it_to_be_resumed()
    {
        field.Service.Opening = _ => throw Reports.Unavailable;

        var (code, output, _) = await field.RunAsync(Replay(Maps.Rows(3), "--give-up", "0.1"));

        Assert.Equal(3, code);
        Assert.StartsWith("no connection (the line is down); trying again in ", output[1], StringComparison.Ordinal);
        Assert.Equal("No receipt for 0.1 s: the line is down", output[2]);
    }

    [Theory]
    [InlineData("--batch is 1 to 500", "--batch", "501")]
    [InlineData("--window is 1 to 4096", "--window", "0")]
    [InlineData("--speed: \"fast\" is neither max nor a number above zero", "--speed", "fast")]
    public async Task A_wrong_option_is_named(string message, params string[] options)
    {
        var (code, _, error) = await field.RunAsync(Replay(Maps.Rows(3), options));

        Assert.Equal(2, code);
        Assert.Equal([message], error);
        Assert.Empty(field.Http.Requests);
    }

    [SharedDataFact("sf_311_cases_sample.csv")]
    public async Task The_whole_real_file()
    {
        var (code, output, _) = await field.RunAsync(
            ["replay", SharedData.Path("sf_311_cases_sample.csv"), "--map", Repository.File("devices", "maps", "sf311.json")]);

        Assert.Equal(0, code);
        Assert.StartsWith("replay rows=4984 opened=4984 joined=0 recorded=0 duplicate=0 invalid=0 retry=0 ", output[^1], StringComparison.Ordinal);
        Assert.Equal(4984, field.Service.Counted.Count);
        Assert.All(field.Service.Counted, report => Assert.Equal((Origin.Import, "", ""), (report.Origin, report.StewardId, report.GridCode)));
    }

    private string[] Replay(string text, params string[] options) =>
        ["replay", field.Folder.Write("cases.csv", text), "--map", field.Folder.Write("map.json", Map), .. options];
}
