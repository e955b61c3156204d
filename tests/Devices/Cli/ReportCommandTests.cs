using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Cli;

public sealed class ReportCommandTests : IDisposable
{
    private static readonly string[] Report = Saying("a hole");

    private readonly CommandLine field = new();

    public void Dispose() => field.Dispose();

    [Fact]
    public async Task A_report_is_sent_and_its_receipt_told()
    {
        var (code, output, _) = await field.RunAsync([.. Report, "--lat", "30.74", "--lon", "120.49", "--grid", "G7", "--joins", "G7-1", "--token", "t"]);

        var sent = Assert.Single(field.Service.Counted);
        Assert.Equal(
            ("s1", "Roads/Pothole", "a hole", "G7", "G7-1", Origin.Steward, Disposition.Handle),
            (sent.StewardId, sent.Category, sent.Text, sent.GridCode, sent.JoinsIssueId, sent.Origin, sent.Disposition));
        Assert.Equal((30.74, 120.49), (sent.Location.Latitude, sent.Location.Longitude));
        Assert.Equal(7, Guid.Parse(sent.ReportId).Version);
        Assert.Equal(0, code);
        Assert.Equal([$"report {sent.ReportId}: accepted; opened issue G1-1 in grid G7"], output);
        Assert.Equal([(new Uri("http://127.0.0.1:8081"), "t")], field.Connections);
    }

    [Fact]
    public async Task Solved_on_the_spot_is_recorded()
    {
        field.Service.Decide = report => report.Disposition == Disposition.SolvedOnSpot ? Outcome.Recorded : Outcome.Opened;

        var (code, output, _) = await field.RunAsync([.. Report, "--solved"]);

        Assert.Equal(0, code);
        Assert.Equal([$"report {field.Service.Counted[0].ReportId}: accepted and recorded in grid G1"], output);
    }

    [Fact]
    public async Task It_speaks_Chinese_where_the_environment_does()
    {
        field.Variables["LANG"] = "zh_CN.UTF-8";

        var (_, output, _) = await field.RunAsync(Report);

        Assert.Equal([$"信息 {field.Service.Counted[0].ReportId}：已受理，立为问题 G1-1（网格 G1）"], output);
    }

    [Fact]
    public async Task The_option_goes_before_the_environment()
    {
        field.Variables["LANG"] = "zh_CN.UTF-8";

        var (_, output, _) = await field.RunAsync([.. Report, "--lang", "en"]);

        Assert.StartsWith("report ", Assert.Single(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_report_says_why_and_is_kept()
    {
        var id = "";
        field.Service.Decide = report =>
        {
            id = report.ReportId;
            return Outcome.Invalid;
        };

        var (code, output, _) = await field.RunAsync(Report);
        var pending = (await field.RunAsync(["pending"])).Output;

        Assert.Equal(1, code);
        Assert.Equal(
            [
                $"report {id}: refused (the text is longer than 2,000 characters)",
                $"  it is kept: \"field amend {id} --category .. --grid .. --text ..\" corrects it, \"field send --again {id}\" sends it again",
            ],
            output);
        Assert.Contains(pending, line => line.StartsWith(id, StringComparison.Ordinal)
            && line.EndsWith("  set aside: the text is longer than 2,000 characters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_connection_it_waits_and_goes_first_next_time()
    {
        field.Service.Opening = _ => throw Reports.Unavailable;
        var offline = await field.RunAsync(Saying("first"));
        var again = await field.RunAsync(Saying("second"));
        var pending = await field.RunAsync(["pending"]);

        Assert.Equal((3, 3, 0), (offline.Code, again.Code, pending.Code));
        Assert.Equal(["no connection: the report is kept and will be sent first by the next run (1 report waiting)"], offline.Output);
        Assert.Equal(
            ["sending 1 report that waited", "no connection: the report is kept and will be sent first by the next run (2 reports waiting)"],
            again.Output);
        Assert.StartsWith("2 reports waiting; the oldest since 2", pending.Output[0], StringComparison.Ordinal);
        Assert.EndsWith(": No receipt for 0.1 s: the line is down", pending.Output[1], StringComparison.Ordinal);
        Assert.Equal("next attempt: with the next \"field send\" or \"field report\"", pending.Output[2]);
        Assert.EndsWith("Roads/Pothole  first", pending.Output[3], StringComparison.Ordinal);
        Assert.EndsWith("Roads/Pothole  second", pending.Output[4], StringComparison.Ordinal);

        field.Service = new FakeFieldService();
        var online = await field.RunAsync(Saying("third"));

        Assert.Equal(0, online.Code);
        Assert.Equal(["first", "second", "third"], field.Service.Counted.Select(report => report.Text));
        Assert.Equal(4, online.Output.Length);
        Assert.Equal(["nothing waits"], (await field.RunAsync(["pending"])).Output);
    }

    [Fact]
    public async Task A_refused_device_keeps_the_report()
    {
        field.Service.Opening = _ => throw new FieldServiceException(FieldFault.Unauthenticated, "no such token");

        var (code, output, error) = await field.RunAsync(Report);

        Assert.Equal(4, code);
        Assert.Equal(["the server refuses this device: no such token; give its token with --token or --token-file"], error);
        Assert.Equal(["what waits is kept (1 report)"], output);
    }

    [Fact]
    public async Task Ctrl_C_keeps_the_report()
    {
        field.Service.Gate = new TaskCompletionSource().Task;
        using var stop = new CancellationTokenSource();
        var running = field.RunAsync(Saying("a hole", wait: "60"), stop.Token);
        await Task.WhenAny(field.Service.Arrived(1), running);

        await stop.CancelAsync();
        var (code, output, _) = await running;

        Assert.Equal(130, code);
        Assert.Equal(["1 report waiting"], output);
    }

    [Theory]
    [InlineData("--lat and --lon go together", "--lat", "30")]
    [InlineData("--wait is 0.1 to 86400", "--wait", "0")]
    [InlineData("--server: \"ftp://x\" is not an http or https address", "--server", "ftp://x")]
    [InlineData("--token and --token-file exclude each other", "--token", "t", "--token-file", "f")]
    public async Task A_wrong_option_is_named_and_nothing_is_kept(string message, params string[] options)
    {
        var (code, _, error) = await field.RunAsync(["report", "--steward", "s1", "--text", "x", .. options]);

        Assert.Equal(2, code);
        Assert.Equal([message], error);
        Assert.Equal(["nothing waits"], (await field.RunAsync(["pending"])).Output);
        Assert.Empty(field.Connections);
    }

    [Fact]
    public async Task What_could_not_be_sent_with_its_clock_is_not_kept()
    {
        var (code, _, error) = await field.RunAsync(Saying(new string('x', FieldClientOptions.MaxReportBytes - 200)));

        Assert.Equal(2, code);
        Assert.Equal(["the report is larger than 258048 bytes"], error);
        Assert.Equal(["nothing waits"], (await field.RunAsync(["pending"])).Output);
    }

    [Fact]
    public async Task A_token_is_read_from_its_file()
    {
        await field.RunAsync([.. Report, "--token-file", field.Folder.Write("token", "secret\n")]);

        Assert.Equal("secret", Assert.Single(field.Connections).Item2);
    }

    private static string[] Saying(string text, string wait = "0.1") =>
        ["report", "--steward", "s1", "--category", "Roads/Pothole", "--text", text, "--wait", wait];
}
