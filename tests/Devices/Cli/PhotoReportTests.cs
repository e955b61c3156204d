using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Cli;

/// <summary>Photos, what waits, and what was set aside, as a person at the command line meets them.</summary>
public sealed class PhotoReportTests : IDisposable
{
    private readonly CommandLine field = new();

    public void Dispose() => field.Dispose();

    [Fact]
    public async Task A_photo_goes_first_and_then_its_report()
    {
        var (code, output, error) = await field.RunAsync(Saying("a hole", "--photo", Photos.Jpeg(field.Folder, 1), "--photo", Photos.Jpeg(field.Folder, 2)));

        var sent = Assert.Single(field.Service.Counted);
        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Equal([Photos.Id(1), Photos.Id(2)], sent.PhotoIds);
        Assert.Equal(
            [
                .. new[] { Photos.Id(1), Photos.Id(2) }.Order(StringComparer.Ordinal).Select(id => $"photo {id[..12]} arrived (5 kB)"),
                $"report {sent.ReportId}: accepted; opened issue G1-1 in grid G1",
            ],
            output);
    }

    [Fact]
    public async Task A_photo_refused_for_good_is_told_and_the_report_goes_without_it()
    {
        field.Service.Uplink.Uploading = _ => throw FakePhotoUplink.Never("photo_malformed");

        var (code, output, _) = await field.RunAsync(Saying("a hole", "--photo", Photos.Jpeg(field.Folder, 1)));

        Assert.Equal(0, code);
        Assert.Empty(Assert.Single(field.Service.Counted).PhotoIds);
        Assert.Equal($"photo {Photos.Id(1)[..12]} is refused: its content is damaged; its report goes without it", output[0]);
        Assert.Equal($"  without photo {Photos.Id(1)[..12]}: its content is damaged", output[2]);
    }

    [Fact]
    public async Task What_is_no_photo_keeps_nothing()
    {
        var (code, output, error) = await field.RunAsync(Saying("a hole", "--photo", field.Folder.Write("notes.txt", "hello"), "--lang", "zh"));

        Assert.Equal(2, code);
        Assert.Equal([$"{field.Folder.File("notes.txt")}：不是 JPEG、PNG 或 WebP 照片"], error);
        Assert.Empty(output);
        Assert.Equal(["nothing waits"], (await field.RunAsync(["pending"])).Output);
    }

    // Case 13, kind I: the text always goes.
    [Theory]
    [Trait("lane", "cases")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", "it is a HEIC photo; on an iPhone choose Settings - Camera - Formats - Most Compatible, on Android switch off HEIF pictures in the camera's settings")]
    [InlineData("\0\0\0\u0014ftypqt  ", "it is a video; take a photo instead")]
    public async Task What_a_phone_makes_in_place_of_a_photo_is_named_and_the_text_goes_with_the_photos_that_are_some(string content, string why)
    {
        var file = field.Folder.Write("x.heic", content);

        var (code, _, error) = await field.RunAsync(Saying("a hole", "--photo", file, "--photo", Photos.Jpeg(field.Folder, 1)));

        var sent = Assert.Single(field.Service.Counted);
        Assert.Equal((0, "a hole"), (code, sent.Text));
        Assert.Equal([Photos.Id(1)], sent.PhotoIds);
        Assert.Equal([$"{file}: {why}; the report goes without it"], error);
    }

    [Fact]
    [Trait("lane", "cases")]
    public async Task The_text_beside_a_heic_photo_waits_where_there_is_no_connection()
    {
        field.Service.Opening = _ => throw Reports.Unavailable;

        var (code, _, error) = await field.RunAsync(Saying("a hole", "--photo", field.Folder.Write("x.heic", "\0\0\0\u0018ftypheic\0\0\0\0"), "--lang", "zh"));

        Assert.Equal(3, code);
        Assert.EndsWith("；信息不带该文件上报", Assert.Single(error), StringComparison.Ordinal);
        Assert.EndsWith("  a hole", (await field.RunAsync(["pending"])).Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_a_heic_photo_alone_keeps_nothing_for_there_is_nothing_to_send()
    {
        var (code, output, _) = await field.RunAsync(Saying("", "--photo", field.Folder.Write("x.heic", "\0\0\0\u0018ftypheic\0\0\0\0")));

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Equal(["nothing waits"], (await field.RunAsync(["pending"])).Output);
    }

    [Fact]
    public async Task More_photos_than_a_report_may_have_are_refused()
    {
        var (code, _, error) = await field.RunAsync(Saying("x", [.. Enumerable.Repeat(new[] { "--photo", "p.jpg" }, 21).SelectMany(pair => pair)]));

        Assert.Equal(2, code);
        Assert.Equal(["--photo may be given 20 times"], error);
    }

    [Fact]
    public async Task Pending_tells_reports_photos_and_what_keeps_them()
    {
        field.Service.Opening = _ => throw Reports.Unavailable;
        field.Service.Uplink.Asked = _ => throw Reports.Unavailable;
        await field.RunAsync(Saying("with photo", "--photo", Photos.Jpeg(field.Folder, 1), "--photo", Photos.Jpeg(field.Folder, 2)));

        var english = (await field.RunAsync(["pending"])).Output;
        var chinese = (await field.RunAsync(["pending", "--lang", "zh"])).Output;

        Assert.Equal(4, english.Length);
        Assert.Matches(@"^1 report, 2 photos \(10 kB\) waiting; the oldest since \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$", english[0]);
        Assert.Matches(@"^last error, \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ: No photo arrived for 0\.1 s: the line is down$", english[1]);
        Assert.Equal("next attempt: with the next \"field send\" or \"field report\"", english[2]);
        Assert.EndsWith("  Roads/Pothole  with photo  +2 photos", english[3], StringComparison.Ordinal);
        Assert.Matches(@"^待报 1 条，照片 2 张（10 kB）；最早存于 ", chinese[0]);
        Assert.StartsWith("最近一次出错（", chinese[1], StringComparison.Ordinal);
        Assert.Equal("下次尝试：下次运行 field send 或 field report 时", chinese[2]);
        Assert.EndsWith("  with photo  +照片 2 张", chinese[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_sends_what_waits()
    {
        field.Service.Opening = _ => throw Reports.Unavailable;
        await field.RunAsync(Saying("first"));
        var still = await field.RunAsync(["send", "--wait", "0.1"]);
        field.Service = new FakeFieldService();

        var (code, output, _) = await field.RunAsync(["send"]);

        Assert.Equal((3, "no connection: 1 report still waiting"), (still.Code, Assert.Single(still.Output)));
        Assert.Equal(0, code);
        Assert.Equal([$"report {field.Service.Counted[0].ReportId}: accepted; opened issue G1-1 in grid G1"], output);
        Assert.Equal(["nothing waits"], (await field.RunAsync(["send"])).Output);
    }

    [Fact]
    public async Task What_the_server_cannot_read_is_set_aside_and_tried_again_when_asked()
    {
        field.Service.Arriving = _ => throw Reports.Unreadable;
        var (code, output, _) = await field.RunAsync(Saying("strange"));
        var id = field.Service.Batches[0].Reports[0].ReportId;
        var pending = (await field.RunAsync(["pending"])).Output;
        field.Service = new FakeFieldService();
        var plain = await field.RunAsync(["send"]);
        var again = await field.RunAsync(["send", "--again"]);

        Assert.Equal(1, code);
        Assert.Equal(
            [$"report {id} cannot be read by the server and is not sent again: what is this", $"report {id}: refused (the server cannot read it)",
                $"  it is kept: \"field amend {id} --category .. --grid .. --text ..\" corrects it, \"field send --again {id}\" sends it again"], output);
        Assert.EndsWith("  set aside: what is this", pending[1], StringComparison.Ordinal);
        Assert.Equal("1 report set aside because the server did not count it; \"field amend ID\" corrects, \"field send --again [ID]\" sends again", pending[2]);
        Assert.Equal(["nothing waits", pending[2]], plain.Output);
        Assert.Equal((0, $"report {id}: accepted; opened issue G1-1 in grid G1"), (again.Code, Assert.Single(again.Output)));
    }

    [Fact]
    public async Task A_queue_that_another_process_has_is_shown_all_the_same()
    {
        using var queue = ReportQueue.Open(Path.Combine(field.Data, "queue"));
        queue.Add([Reports.Make(1)]);

        var output = (await field.RunAsync(["pending"])).Output;

        Assert.Equal($"process {Environment.ProcessId} is sending", output[1]);
    }

    [Fact]
    public async Task A_token_that_is_refused_says_which_option_gives_it()
    {
        field.Service.Opening = _ => throw new FieldServiceException(FieldFault.Unauthenticated, "no such token");

        var (code, _, error) = await field.RunAsync(Saying("x", "--lang", "zh"));

        Assert.Equal(4, code);
        Assert.Equal(["服务器拒绝本设备：no such token；请用 --token 或 --token-file 给出令牌"], error);
    }

    private static string[] Saying(string text, params string[] more) =>
        ["report", "--steward", "s1", "--category", "Roads/Pothole", "--text", text, "--wait", "0.1", .. more];
}
