using System.Text;
using System.Text.Json;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>A report about a person is declined: what was written is gone from the store's files, and the steward hears whom to ring.</summary>
public sealed class ErasureTests
{
    private const string Secret = "张三每晚醉酒打骂妻子", Amended = "住在三号楼二单元", Ring = "涉及个人，不在此处理。请致电村调解室 0573-88000000。";
    private static readonly string Photo = new('b', 64), Kept = new('c', 64);

    [Fact]
    public async Task What_is_about_a_person_is_erased_from_every_byte_of_the_store_and_whoever_reported_it_is_told_whom_to_ring()
    {
        await using var town = await DeskTown.Start();
        await town.Report("路灯不亮", photos: [Kept]);
        // Long, so that it lies on pages of its own which become free.
        var receipt = await town.Report(string.Join('\n', Enumerable.Repeat(Secret, 90)), photos: [Photo, Kept]);
        Assert.Equal(200, (await town.Post($"inbox/{receipt.ReportId}/steps", "S-1", new { version = 0, step = "amend", text = Amended })).Status);
        var joined = await town.Report(Secret, steward: "S-2", joins: "G1.2");
        Assert.Equal(Outcome.Joined, joined.Outcome);
        await town.Day("T", valid: 3);
        await DeskTown.Until(async () => await town.IsQuiet()); // the issue knows who joined it

        Assert.Equal("declined", (await town.Step("G1.2", "shen", new { step = "decline", reason = "aboutAPerson", text = Ring })).GetProperty("stage").GetString());
        Assert.Equal(0, (await town.Day("T", valid: 1)).GetProperty("recordedReports").GetInt32());
        foreach (var steward in new[] { "S-1", "S-2" })
        {
            var heard = (await town.Get("inbox", steward)).Body.GetProperty("reports").EnumerateArray().Single(one => one.GetProperty("issueId").GetString() == "G1.2");
            Assert.Equal(("aboutAPerson", Ring), (heard.GetProperty("answer").GetProperty("declinedFor").GetString(), heard.GetProperty("answer").GetProperty("text").GetString()));
        }
        var file = (await town.Get("desk/issues/G1.2", "shen")).Body;
        Assert.All(file.GetProperty("reports").EnumerateArray(), report => Assert.Equal((0, 0), (report.GetProperty("text").GetString()!.Length, report.GetProperty("photos").GetArrayLength())));
        Assert.Equal([Ring], file.GetProperty("history").EnumerateArray().Where(line => line.GetProperty("text").ValueKind == JsonValueKind.String).Select(line => line.GetProperty("text").GetString()));
        Assert.Equal(Outcome.Duplicate, (await town.Report("再报一次", id: receipt.ReportId)).Outcome); // its id stays consumed, and nothing is known of what it said

        Assert.Equal([Kept], await town.NamedPhotos(Photo, Kept)); // by the report that stays
        Assert.Equal([Photo, Kept], await town.ErasedPhotos());

        await town.Stop();
        foreach (var path in Directory.GetFiles(town.Folder, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            foreach (var gone in new[] { Secret, Amended })
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(gone)) < 0, $"{gone} is in {Path.GetFileName(path)}");
        }
    }
}
