using System.Text.Json;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Gateway.Tests.Desk;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Privacy;

/// <summary>Words are kept as long as their category's are: what would go is said first, then it is gone from the store, and no count with it.</summary>
[Trait("lane", "trust")]
public sealed class RetentionTests
{
    private const string Ended = "很久以前的井盖问题", Open = "一直没有办完的事", Told = "已换井盖", Young = "昨天的事", Recorded = "当场扶正了树苗";
    private static readonly string[] Photo = [new string('b', 64)];

    [Fact]
    public async Task J8_What_has_ended_and_is_older_than_its_category_s_time_is_told_and_then_erased_and_stays_counted()
    {
        await using var town = await DeskTown.Start();
        var ended = await town.Report(Ended, photos: Photo);
        await town.Step("G1.1", "shen", new { step = "route" });
        await town.Step("G1.1", "wang", new { step = "resolve", feedBack = true, text = Told, photos = Photo });
        await town.Report(Open);
        await town.Report(Recorded, disposition: Disposition.SolvedOnSpot);
        await town.Day("T", valid: 3);
        Assert.Equal(200, (await town.Post($"inbox/{ended.ReportId}/steps", "S-1", new { version = 0, step = "rate", score = 5 })).Status); // closed with it
        town.Now = DeskTown.Monday.AddDays(60);
        var late = await town.Report(Young);
        Assert.Equal(Outcome.Opened, late.Outcome);

        // Of the class 30 days: a category of its own has a longer rule and keeps all.
        var kept = await Ask(town, new { rules = new[] { new { category = "roads", days = 30 }, new { category = "roads/pothole", days = 365 } } });
        Assert.Equal([(0, 0), (0, 0)], Lines(kept));
        var rules = new[] { new { category = "", days = 30 } };
        var dry = await Ask(town, new { rules });
        Assert.Equal([(2, 1)], Lines(dry)); // the ended one and what was recorded; not the open one, nor the young one
        Assert.Equal(("2026-03-09", "2026-04-08"), (dry.GetProperty("rules")[0].GetProperty("oldest").GetString(), dry.GetProperty("rules")[0].GetProperty("before").GetString()));
        Assert.Equal([(2, 1)], Lines(await Ask(town, new { rules }))); // it was only said
        Assert.True(town.Keeps(Ended));

        var day = (await town.Get("regions/T/days/2026-03-09", null)).Body.GetRawText();
        var done = await Ask(town, new { rules, erase = true });
        Assert.Equal([(0, 0)], Lines(done));
        Assert.False(done.GetProperty("more").GetBoolean());
        Assert.True(done.GetProperty("erased").GetInt32() >= 3);
        Assert.Equal(Photo, await town.ErasedPhotos());
        var file = (await town.Get("desk/issues/G1.1", "shen")).Body;
        Assert.Equal("", file.GetProperty("reports")[0].GetProperty("text").GetString());
        Assert.DoesNotContain(Told, file.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(Open, (await town.Get("desk/issues/G1.2", "shen")).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(day, (await town.Get("regions/T/days/2026-03-09", null)).Body.GetRawText());
        Assert.Equal(3, ErasureLedger.Read(Path.Combine(town.Folder, ErasureLedger.FileName)).Count);
        Assert.Equal(0, (await Ask(town, new { rules, erase = true })).GetProperty("erased").GetInt32()); // again changes nothing

        await town.Stop();
        foreach (var path in Directory.GetFiles(town.Folder, "journal.db*"))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            foreach (var gone in new[] { Ended, Told, Recorded }) Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(gone)) < 0, $"{gone} is in {Path.GetFileName(path)}");
        }
    }

    [Fact]
    public async Task Rules_that_are_none_are_told_as_such_and_only_whoever_manages_people_asks()
    {
        await using var town = await DeskTown.Start();
        await town.Report(Ended);
        foreach (var body in new object[]
        {
            new { rules = Array.Empty<object>() }, new { rules = new[] { new { category = "", days = 29 } } }, new { rules = new[] { new { category = "\u0001", days = 40 } } },
            new { rules = new[] { new { category = "a", days = 40 }, new { category = "a", days = 50 } } },
        })
            Assert.Equal((400, "retention_rules"), Refused(await town.PostAsAdministrator("retention", body)));
        Assert.Equal((400, "json_malformed"), Refused(await town.PostAsAdministrator("retention", new { rules = new[] { new { category = "a" } } })));
        Assert.Equal((403, "not_allowed"), Refused(await town.PostAsIs("retention", "shen", new { rules = new[] { new { category = "", days = 40 } } })));
        Assert.Equal((401, "sign_in_needed"), Refused(await town.PostAsIs("retention", null, new { rules = new[] { new { category = "", days = 40 } } })));
        Assert.True(town.Keeps(Ended));
    }

    private static async Task<JsonElement> Ask(DeskTown town, object body)
    {
        var (status, answer) = await town.PostAsAdministrator("retention", body);
        Assert.True(status == 200, $"{answer}");
        return answer;
    }

    private static IEnumerable<(int Reports, int Issues)> Lines(JsonElement answer) =>
        answer.GetProperty("rules").EnumerateArray().Select(line => (line.GetProperty("reports").GetInt32(), line.GetProperty("issues").GetInt32()));

    private static (int, string?) Refused((int Status, JsonElement Body) said) => (said.Status, said.Body.GetProperty("error").GetProperty("code").GetString());
}
