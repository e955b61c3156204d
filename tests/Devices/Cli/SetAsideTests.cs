using RealtimeGov.Devices.Queue;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Cli;

/// <summary>Cases 01 and 04: nothing that a person wrote is forgotten because the server did not count it.</summary>
[Trait("lane", "cases")]
public sealed class SetAsideTests : IDisposable
{
    private static readonly string[] Report = ["report", "--steward", "s1", "--category", "Roads/Pothole", "--text", "long story"];

    private readonly CommandLine field = new();

    public void Dispose() => field.Dispose();

    [Fact]
    public async Task A_refused_report_is_listed_with_its_text_and_sent_again_when_asked()
    {
        field.Service.Decide = _ => Outcome.Invalid;
        Assert.Equal(1, (await field.RunAsync(Report)).Code);
        var kept = Assert.Single(Kept().First);
        Assert.NotNull(kept.SetAside);
        Assert.Contains(await Lines("pending"), line => line.Contains("long story", StringComparison.Ordinal) && line.Contains("set aside", StringComparison.Ordinal));

        field.Service = new FakeFieldService();
        Assert.Equal(0, (await field.RunAsync(["send"])).Code);
        Assert.Empty(field.Service.Counted); // not by itself

        field.Service = new FakeFieldService();
        Assert.Equal(0, (await field.RunAsync(["send", "--again", kept.Report.ReportId])).Code);
        Assert.Equal("long story", Assert.Single(field.Service.Counted).Text);
        Assert.Empty(Kept().First);
    }

    [Fact]
    public async Task A_refused_report_is_corrected_and_sent()
    {
        field.Service.Decide = _ => Outcome.Invalid;
        await field.RunAsync(Report);
        var id = Kept().First[0].Report.ReportId;

        field.Service = new FakeFieldService();
        Assert.Equal(0, (await field.RunAsync(["amend", id, "--grid", "G2", "--category", "Lamps/Dark"])).Code);

        var sent = Assert.Single(field.Service.Counted);
        Assert.Equal((id, "G2", "Lamps/Dark", "long story"), (sent.ReportId, sent.GridCode, sent.Category, sent.Text));
        Assert.Empty(Kept().First);
    }

    [Fact]
    public async Task What_is_not_kept_cannot_be_corrected_and_nothing_named_corrects_nothing()
    {
        Assert.Equal(2, (await field.RunAsync(["amend", "01980000-0000-7000-8000-000000000001", "--text", "x"])).Code);
        Assert.Equal(2, (await field.RunAsync(["amend", "01980000-0000-7000-8000-000000000001"])).Code);
        Assert.Equal(2, (await field.RunAsync(["send", "--again", "01980000-0000-7000-8000-000000000001"])).Code);
    }

    [Fact]
    public void What_was_counted_under_the_id_stays_and_the_other_content_gets_an_id_of_its_own()
    {
        using var queue = ReportQueue.Open(Path.Combine(field.Data, "queue"));
        var report = Reports.Make(1);
        var id = report.ReportId;
        queue.Add([report]);
        queue.SetAside(report, "other_content");
        Assert.Equal(1, queue.PutBack());
        var again = Assert.Single(queue.Ready(10)).Report;
        Assert.NotEqual(id, again.ReportId);
        Assert.Equal(report.Text, again.Text);
    }

    [Fact]
    public void A_report_carries_the_clock_it_was_written_under()
    {
        using var queue = ReportQueue.Open(Path.Combine(field.Data, "queue"), boot: new Devices.Clock.BootClock(TimeProvider.System, () => ("boot-1", 5_000)));
        var serverMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 7_200_000;
        queue.LearnClock(serverMs);
        queue.Add([Reports.Make(1)]);
        var written = Assert.Single(queue.Ready(10)).Report.Written;
        Assert.Equal(("boot-1", 5_000L), (written.BootId, written.MonotonicMs));
        Assert.InRange(written.ServerOffsetMs, 7_140_000, 7_200_000);
    }

    private Pending Kept() => Pending.Read(Path.Combine(field.Data, "queue"));

    private async Task<string[]> Lines(string command) => (await field.RunAsync([command])).Output;
}
