using System.Net.Http.Headers;
using System.Text.Json;
using RealtimeGov.Gateway.Tests.Desk;
using RealtimeGov.Gateway.Tests.Identity;
using RealtimeGov.Gateway.Tests.Photos;

namespace RealtimeGov.Gateway.Tests.Privacy;

/// <summary>Words and photos stand on public screens after a person released them, and not a moment longer than they may.</summary>
[Trait("lane", "trust")]
public sealed class ReleaseTests
{
    private const string Words = "桥头路灯不亮，请打 13812345678 找费老师", Shown = "桥头路灯不亮，请打 138******** 找费老师";

    [Fact]
    public async Task What_nobody_released_is_on_no_public_door_and_what_somebody_released_is_there_masked_until_it_is_taken_back()
    {
        await using var town = await DeskTown.StartWithPhotos();
        var photo = await Uploaded(town);
        var report = (await town.Report(Words, photos: [photo.Id])).ReportId;
        await town.Day("T", valid: 1);
        foreach (var (door, said) in await PublicDoors(town, "G1.1"))
            foreach (var secret in new[] { "桥头", "13812345678", photo.Id })
                Assert.False(said.Contains(secret, StringComparison.Ordinal), $"{door} tells {secret}: {said}");

        // The desk sees what the public would see, and lets the text through, without the photo.
        var preview = (await town.Get("desk/issues/G1.1/release", "shen")).Body.GetProperty("reports")[0];
        Assert.Equal((Shown, false), (preview.GetProperty("text").GetString(), preview.GetProperty("textShown").GetBoolean()));
        Assert.Null(await PublicLine(town));
        Assert.Equal((200, 1), await Release(town, report, text: true));
        var line = await PublicLine(town) ?? throw new InvalidOperationException("nothing is shown");
        Assert.Equal((Shown, 0), (line.GetProperty("text").GetString(), line.GetProperty("photos").GetArrayLength()));

        Assert.Equal((200, 1), await Release(town, report, text: true, photo.Id));
        var name = (await PublicLine(town))!.Value.GetProperty("photos")[0].GetString()!;
        Assert.Matches("^[0-9a-f]{32}$", name);
        Assert.DoesNotContain(name, photo.Id, StringComparison.Ordinal);
        using (var seen = await town.Http.GetAsync($"/api/v1/public/photos/{name}"))
        {
            Assert.Equal((200, "no-store"), ((int)seen.StatusCode, seen.Headers.CacheControl?.ToString()));
            Assert.Equal(photo.Stored, await seen.Content.ReadAsByteArrayAsync());
            Assert.DoesNotContain(photo.Id, seen.Headers.ToString(), StringComparison.Ordinal);
        }
        Assert.True(town.Audits("person shen", "issue G1.1, masked"));

        Assert.Equal((200, 0), await Release(town, report, text: false));
        Assert.Null(await PublicLine(town));
        Assert.Equal((404, "unknown_photo"), await PhotoTold(town, name));
    }

    [Fact]
    public async Task An_objection_hides_at_once_and_ends_by_itself_and_neither_the_issue_nor_its_clock_knows_of_it()
    {
        await using var town = await DeskTown.StartWithPhotos();
        var photo = await Uploaded(town);
        var report = (await town.Report(Words, photos: [photo.Id])).ReportId;
        var code = (await town.PostAsIs("desk/issues/G1.1/receipts", "shen", new { reportId = report })).Body.GetProperty("receiptCode").GetString()!;
        Assert.Equal((409, "nothing_shown"), Told(await town.PostAsIs("receipts/objections", null, new { code })));
        await Release(town, report, text: true, photo.Id);
        var name = (await PublicLine(town))!.Value.GetProperty("photos")[0].GetString()!;
        var before = (await town.Get("desk/issues/G1.1", "shen")).Body.GetProperty("issue").GetRawText();
        Assert.True((await town.PostAsIs("receipts/view", null, new { code })).Body.GetProperty("shown").GetBoolean());

        var hidden = await town.PostAsIs("receipts/objections", null, new { code });
        Assert.Equal((200, "2026-03-12T02:00:00Z"), (hidden.Status, hidden.Body.GetProperty("hiddenUntil").GetString()));
        Assert.Null(await PublicLine(town));
        Assert.Equal((404, "unknown_photo"), await PhotoTold(town, name));
        var slip = (await town.PostAsIs("receipts/view", null, new { code })).Body;
        Assert.Equal((false, "2026-03-12T02:00:00Z"), (slip.GetProperty("shown").GetBoolean(), slip.GetProperty("hiddenUntil").GetString()));
        Assert.Equal(before, (await town.Get("desk/issues/G1.1", "shen")).Body.GetProperty("issue").GetRawText()); // version, stage and due
        var waiting = Assert.Single((await town.Get("desk/objections", "shen")).Body.GetProperty("objections").EnumerateArray());
        Assert.Equal(("G1.1", true, true), (waiting.GetProperty("issueId").GetString(), waiting.GetProperty("hidden").GetBoolean(), waiting.GetProperty("bySlip").GetBoolean()));
        Assert.Empty((await town.Get("desk/objections", "zhang")).Body.GetProperty("objections").EnumerateArray()); // of V2
        Assert.Equal((409, "release_objected"), Told(await town.PostAsIs("desk/issues/G1.1/release", "shen", new { reportId = report, text = true })));

        town.Now = DeskTown.Monday.AddDays(3).AddSeconds(-1);
        Assert.Null(await PublicLine(town));
        town.Now = DeskTown.Monday.AddDays(3);
        Assert.NotNull(await PublicLine(town)); // nobody decided
        Assert.Equal((409, "objected_before"), Told(await town.PostAsIs("receipts/objections", null, new { code })));
        Assert.False(Assert.Single((await town.Get("desk/objections", "shen")).Body.GetProperty("objections").EnumerateArray()).GetProperty("hidden").GetBoolean());

        Assert.Equal(200, (await town.PostAsIs("desk/issues/G1.1/objection/decision", "shen", new { upheld = true })).Status);
        Assert.Null(await PublicLine(town));
        Assert.Equal((409, "no_objection"), Told(await town.PostAsIs("desk/issues/G1.1/objection/decision", "shen", new { upheld = true })));
    }

    [Fact]
    public async Task Who_rings_the_desk_objects_there_and_a_decision_against_shows_it_again()
    {
        await using var town = await DeskTown.Start();
        var report = (await town.Report(Words)).ReportId;
        await Release(town, report, text: true);
        foreach (var (who, told) in new[] { ("wang", (403, "not_allowed")), ("zhang", (403, "not_allowed")), (null, (401, "sign_in_needed")) })
        {
            Assert.Equal(told, Told(await town.PostAsIs("desk/issues/G1.1/objection", who, new { })));
            Assert.Equal(told, Told(await town.PostAsIs("desk/issues/G1.1/objection/decision", who, new { upheld = true })));
            Assert.Equal(told, Told(await town.PostAsIs("desk/issues/G1.1/release", who, new { reportId = report, text = false })));
        }
        Assert.NotNull(await PublicLine(town));
        Assert.Equal(200, (await town.PostAsIs("desk/issues/G1.1/objection", "qian", new { })).Status); // reports on behalf of others
        Assert.Null(await PublicLine(town));
        Assert.Equal((403, "not_allowed"), Told(await town.PostAsIs("desk/issues/G1.1/objection/decision", "qian", new { upheld = false })));
        Assert.Equal(200, (await town.PostAsIs("desk/issues/G1.1/objection/decision", "shen", new { upheld = false })).Status);
        Assert.NotNull(await PublicLine(town));
        Assert.Equal((409, "objected_before"), Told(await town.PostAsIs("desk/issues/G1.1/objection", "shen", new { })));
    }

    [Fact]
    public async Task J8_What_is_erased_after_its_release_is_on_no_screen_and_comes_back_with_no_later_step()
    {
        await using var town = await DeskTown.StartWithPhotos();
        var photo = await Uploaded(town);
        var report = (await town.Report(Words, photos: [photo.Id])).ReportId;
        var code = (await town.PostAsIs("desk/issues/G1.1/receipts", "shen", new { reportId = report })).Body.GetProperty("receiptCode").GetString()!;
        await Release(town, report, text: true, photo.Id);
        var name = (await PublicLine(town))!.Value.GetProperty("photos")[0].GetString()!;
        await town.Step("G1.1", "shen", new { step = "decline", reason = "aboutAPerson", text = "请致电村调解室 0573-88000000。" });
        Assert.Empty((await town.Get("public/issues", null)).Body.GetProperty("issues").EnumerateArray());
        Assert.Equal((404, "unknown_photo"), await PhotoTold(town, name));
        // Whoever appeals has the issue open again; what was erased stays gone.
        var appealed = await town.Post("receipts/steps", null, new { code, version = 0, step = "object", text = "确属公共事务" });
        Assert.True(appealed.Status == 200, $"{appealed.Body}");
        Assert.Single((await town.Get("public/issues", null)).Body.GetProperty("issues").EnumerateArray());
        Assert.Null(await PublicLine(town));
        Assert.Equal((404, "unknown_photo"), await PhotoTold(town, name));
        Assert.Equal((404, "report_not_here"), Told(await town.PostAsIs("desk/issues/G1.1/release", "shen", new { reportId = report, text = true })));
    }

    [Fact]
    public async Task What_is_not_there_is_not_released()
    {
        await using var town = await DeskTown.Start();
        var report = (await town.Report(Words)).ReportId;
        var other = (await town.Report("坑洼", grid: "G3", steward: "S-2")).ReportId;
        foreach (var (body, told) in new (object, (int, string))[]
        {
            (new { reportId = other, text = true }, (404, "report_not_here")),
            (new { reportId = "x", text = true }, (404, "report_not_here")),
            (new { reportId = report, text = true, photos = new[] { new string('a', 64) } }, (400, "release_no_photo")),
            (new { reportId = report, words = true }, (400, "json_malformed")),
        })
            Assert.Equal(told, Told(await town.PostAsIs("desk/issues/G1.1/release", "shen", body)));
        Assert.Equal((404, "unknown_issue"), Told(await town.PostAsIs("desk/issues/G1.9/release", "shen", new { reportId = report, text = true })));
        Assert.Equal((400, "filter_unknown"), Told(await town.Get("desk/issues/G1.1/release?purpose=看看", "shen"))); // a preview is masked
        Assert.Equal((404, "receipt_unknown"), Told(await town.PostAsIs("receipts/objections", null, new { code = "0000-0000-0000-0000" })));
        Assert.Null(await PublicLine(town));
    }

    private static async Task<Original> Uploaded(DeskTown town)
    {
        var photo = Original.Jpeg();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/photos/{photo.Id}") { Content = new ByteArrayContent(photo.Bytes) };
        request.Headers.Authorization = AuthenticationHeaderValue.Parse((await town.MetadataOf("shen")).GetValue("authorization")!);
        using var response = await town.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return photo;
    }

    private static async Task<(int Status, int Shown)> Release(DeskTown town, string report, bool text, params string[] photos)
    {
        var (status, body) = await town.PostAsIs("desk/issues/G1.1/release", "shen", new { reportId = report, text, photos });
        Assert.True(status == 200, $"{body}");
        return (status, body.GetProperty("shown").GetInt32());
    }

    /// <summary>What everybody sees of the one report of G1.1; null where nothing is shown.</summary>
    private static async Task<JsonElement?> PublicLine(DeskTown town)
    {
        var lines = (await town.Get("public/issues?region=V1", null)).Body.GetProperty("issues").EnumerateArray();
        return lines.SingleOrDefault() is { ValueKind: JsonValueKind.Object } line && line.TryGetProperty("shown", out var shown) ? Assert.Single(shown.EnumerateArray()) : null;
    }

    private static async Task<(int, string?)> PhotoTold(DeskTown town, string name) => Told(await town.Get($"public/photos/{name}", null));

    /// <summary>Every address that is everybody's, with what it says of the town and the issue; streams of updates do not end and are read elsewhere.</summary>
    private static async Task<List<(string Door, string Said)>> PublicDoors(DeskTown town, string issue)
    {
        var doors = new List<(string, string)>();
        foreach (var pattern in EveryDoorTests.Public.Where(one => one.StartsWith("GET", StringComparison.Ordinal)).Select(one => one.Split(' ')[1]).Where(one => one != "/api/v1/updates/stream"))
        {
            var path = pattern.Replace("{code}", "T", StringComparison.Ordinal).Replace("{date}", "today", StringComparison.Ordinal).Replace("{id}", issue, StringComparison.Ordinal)
                .Replace("{name}", new string('0', 32), StringComparison.Ordinal).Replace("{format}", "json", StringComparison.Ordinal).Replace("{token}", issue, StringComparison.Ordinal);
            path = System.Text.RegularExpressions.Regex.Replace(path, @"\{\*[^}]*\}", "x");
            using var answer = await town.Http.GetAsync(path);
            doors.Add((path, await answer.Content.ReadAsStringAsync()));
        }
        Assert.Contains(doors, door => door.Item1 == "/api/v1/public/issues" && door.Item2.Contains("roads/pothole", StringComparison.Ordinal));
        Assert.Contains(doors, door => door.Item1 == "/open311/v2/requests.json" && door.Item2.Contains("roads/pothole", StringComparison.Ordinal));
        return doors;
    }

    private static (int Status, string? Code) Told((int Status, JsonElement Body) said) => (said.Status, said.Body.GetProperty("error").GetProperty("code").GetString());
}
