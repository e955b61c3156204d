using RealtimeGov.Gateway.Tests.Desk;

namespace RealtimeGov.Gateway.Tests.Open311;

/// <summary>Another city's application reports here, by the standard and nothing else.</summary>
[Trait("lane", "open311")]
public sealed class RequestTests
{
    private static readonly string[] Photo = [new string('a', 64)];

    [Fact]
    public async Task What_is_posted_counts_as_every_report_does_and_is_told_without_what_was_written()
    {
        await using var town = await GeoTown.Start();
        var (key, service) = await town.Service();
        var posted = await town.Report(key, ("email", "wang@example.com"), ("first_name", "王小明"), ("phone", "13800000000"), ("address_string", "人民路 1 号"));
        Assert.Equal((200, "G1.1"), (posted.Status, posted.First("service_request_id")));
        await town.Town.Day("T", valid: 1);

        var told = (await town.Get("v2/requests/G1.1.json")).Json[0];
        Assert.Equal(("open", "roads/pothole", "G1"), (told.GetProperty("status").GetString(), told.GetProperty("service_code").GetString(), told.GetProperty("address_id").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, told.GetProperty("description").ValueKind);
        var own = (await town.Get("v2/requests/G1.1.json", bearer: key)).Json[0];
        Assert.Equal("路面坑洼\n人民路 1 号", own.GetProperty("description").GetString());
        Assert.Equal(own.GetProperty("description").GetString(), (await town.Get($"v2/requests/G1.1.json?api_key={key}")).First("description"));
        var (other, _) = await town.Service("另一服务");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await town.Get("v2/requests/G1.1.json", bearer: other)).Json[0].GetProperty("description").ValueKind);

        // What is told of the person is kept nowhere, and the report is the service's.
        foreach (var personal in new[] { "wang@example.com", "王小明", "13800000000" }) Assert.False(town.Town.Keeps(personal));
        await DeskTown.Until(() => Task.FromResult(town.Town.Audits($"service {service}", "grid/G1 1 ReportAccepted")));
    }

    [Fact]
    public async Task Sent_again_it_counts_once_whether_by_its_own_id_or_by_all_that_it_says()
    {
        await using var town = await GeoTown.Start();
        var ((key, _), (other, _)) = (await town.Service(), await town.Service("另一服务"));
        Assert.Equal("G1.1", (await town.Report(key, ("attribute[external_id]", "A-7"))).First("service_request_id"));
        Assert.Equal("G1.1", (await town.Report(key, ("attribute[external_id]", "A-7"))).First("service_request_id"));
        Assert.Equal("G1.2", (await town.Report(key)).First("service_request_id"));
        town.Town.Now = DeskTown.Monday.AddMinutes(5);
        Assert.Equal("G1.2", (await town.Report(key)).First("service_request_id"));
        Assert.Equal("G1.3", (await town.Report(other, ("attribute[external_id]", "A-7"))).First("service_request_id"));
        Assert.Equal("G1.4", (await town.Report(key, ("attribute[fixmystreet_id]", "8"))).First("service_request_id"));
        var changed = await town.Report(key, ("attribute[external_id]", "A-7"), ("description", "另一件事"));
        Assert.Equal((400, true), (changed.Status, changed.Text.Contains("under this id already", StringComparison.Ordinal)));
        await town.Town.Day("T", valid: 4);
    }

    [Fact]
    public async Task Words_that_no_report_has_room_for_are_kept_whole()
    {
        await using var town = await GeoTown.Start();
        var (key, _) = await town.Service();
        var words = string.Concat(Enumerable.Range(0, 1_000).Select(at => $"第{at:0000}句，"));
        Assert.Equal(200, (await town.Report(key, ("description", words), ("attribute[external_id]", "1"))).Status);
        Assert.Equal(200, (await town.Report(key, ("description", words), ("attribute[external_id]", "1"))).Status);
        var file = (await town.Town.Get("desk/issues/G1.1?purpose=test", "shen")).Body;
        var amended = file.GetProperty("history").EnumerateArray().Where(line => line.GetProperty("what").GetString() == "amended").Select(line => line.GetProperty("text").GetString()).ToList();
        Assert.Equal(3, amended.Count);
        Assert.Equal(words, file.GetProperty("reports")[0].GetProperty("text").GetString() + string.Concat(amended));
        Assert.Equal(400, (await town.Report(key, ("description", new string('字', 8_001)))).Status);
        await town.Town.Day("T", valid: 1);
    }

    [Fact]
    public async Task Lists_are_filtered_by_what_the_standard_names_and_ids_override_the_rest()
    {
        await using var town = await GeoTown.Start();
        var (key, _) = await town.Service();
        await town.Report(key, ("attribute[external_id]", "1"));
        await town.Report(key, ("attribute[external_id]", "2"), ("service_code", "unclassified"), ("address_id", "G2"));
        town.Town.Now = DeskTown.Monday.AddHours(1);
        await town.Report(key, ("attribute[external_id]", "3"));
        await town.Town.Step("G1.1", "shen", new { step = "decline", reason = "notPublic", text = "请找调解室" });

        Assert.Equal("G1.2 G2.1 G1.1", await Ids("v2/requests.json"));
        Assert.Equal("G1.1", await Ids("v2/requests.json?status=closed"));
        Assert.Equal("G1.2 G2.1", await Ids("v2/requests.json?status=open"));
        Assert.Equal("G1.2 G2.1 G1.1", await Ids("v2/requests.json?status=open,closed"));
        Assert.Equal("G1.2 G1.1", await Ids("v2/requests.json?service_code=roads/pothole"));
        Assert.Equal("G1.2 G2.1 G1.1", await Ids("v2/requests.json?service_code=roads%2Fpothole,unclassified"));
        Assert.Equal("G2.1 G1.1", await Ids("v2/requests.json?service_request_id=G1.1,G2.1,G9.9&status=closed&start_date=2000-01-01T00:00:00Z"));
        Assert.Equal("G1.2", await Ids("v2/requests.json?start_date=2026-03-09T10:30:00.000%2B08:00"));
        Assert.Equal("G2.1 G1.1", await Ids("v2/requests.json?end_date=2026-03-09T10:30:00+08:00")); // the plus not escaped
        Assert.Equal("G1.2 G1.1", await Ids("v2/requests.json?updated_after=2026-03-09T10:30:00.000%2B08:00"));
        Assert.Equal("G2.1", await Ids("v2/requests.json?updated_before=2026-03-09T10:30:00.000%2B08:00"));
        Assert.Equal("G1.1", await Ids("v2/requests.json?page=3&page_size=1"));
        Assert.Equal("", await Ids("v2/requests.json?start_date=2025-01-01T00:00:00Z")); // and 90 days from there
        Assert.Equal("2026-03-09T03:00:00.000Z", (await town.Get("v2/requests/G1.1.json")).First("updated_datetime"));

        async Task<string> Ids(string path)
        {
            var told = await town.Get(path);
            Assert.True(told.Status == 200, told.Text);
            return string.Join(' ', told.Json.EnumerateArray().Select(one => one.GetProperty("service_request_id").GetString()));
        }
    }

    [Fact]
    public async Task When_somebody_reported_is_told_to_five_minutes()
    {
        await using var town = await GeoTown.Start();
        var (key, _) = await town.Service();
        town.Town.Now = DeskTown.Monday.AddMinutes(7).AddMilliseconds(1_234);
        await town.Report(key);
        var told = (await town.Get("v2/requests/G1.1.json")).Json[0];
        Assert.Equal(("2026-03-09T02:05:00.000Z", "2026-03-09T02:05:00.000Z"), (told.GetProperty("requested_datetime").GetString(), told.GetProperty("updated_datetime").GetString()));
    }

    [Fact]
    public async Task Updates_tell_the_whole_road_in_the_words_of_FixMyStreet()
    {
        await using var town = await GeoTown.Start();
        var (key, _) = await town.Service();
        await town.Report(key);
        await town.Town.Step("G1.1", "shen", new { step = "route" });
        await town.Town.Step("G1.1", "wang", new { step = "takeOver" });
        town.Town.Now = DeskTown.Monday.AddMinutes(10);
        await town.Town.Step("G1.1", "wang", new { step = "resolve", feedBack = true, text = "已填平", photos = Photo });
        var all = (await town.Get("v2/servicerequestupdates.json")).Json.EnumerateArray().ToList();
        Assert.Equal(["investigating", "action_scheduled", "in_progress"], all.Take(3).Select(update => update.GetProperty("status").GetString()));
        Assert.Equal(["fixed"], all.Skip(3).Select(update => update.GetProperty("status").GetString()).Distinct());
        Assert.Equal(all.Count, all.Select(update => update.GetProperty("update_id").GetString()).Distinct().Count());
        Assert.All(all, update => Assert.Equal("G1.1", update.GetProperty("service_request_id").GetString()));
        var later = await town.Get("v2/servicerequestupdates.xml?start_date=2026-03-09T10:05:00%2B08:00&end_date=2026-03-09T11:00:00%2B08:00");
        Assert.Equal("service_requests_updates", later.Xml.Name.LocalName);
        Assert.Equal(["fixed"], later.Xml.Elements("request_update").Select(update => update.Element("status")!.Value).Distinct());
        // What the reporters were told is told to whoever reported it, and to nobody else.
        Assert.Equal("已填平", (await town.Get("v2/requests/G1.1.json", bearer: key)).First("status_notes"));
        Assert.DoesNotContain("已填平", (await town.Get("v2/requests/G1.1.json")).Text);
    }

    [Fact]
    public async Task An_update_counts_once_and_closes_nothing_and_answers_what_was_asked()
    {
        await using var town = await GeoTown.Start();
        var ((key, id), (other, _)) = (await town.Service(), await town.Service("另一服务"));
        await town.Report(key);
        Assert.Equal((200, 200), ((await Update(key, "u-1", "又塌了一块", "CLOSED")).Status, (await Update(key, "u-1", "又塌了一块", "CLOSED")).Status));
        Assert.Equal("open", (await town.Get("v2/requests/G1.1.json")).First("status"));
        Assert.Equal(["又塌了一块"], await Written("amended"));
        await town.Town.Step("G1.1", "shen", new { step = "askBack", text = "桥的哪一侧？", days = 2 });
        Assert.Equal("桥的哪一侧？", (await town.Get("v2/requests/G1.1.json", bearer: key)).First("status_notes"));
        Assert.Equal((200, 200), ((await Update(key, "u-2", "东侧", "OPEN")).Status, (await Update(key, "u-2", "东侧", "OPEN")).Status));
        Assert.Equal(["东侧"], await Written("replied"));
        Assert.Equal(200, (await Update(key, "u-3", "", "FIXED")).Status); // nothing was written
        Assert.Equal((403, 404), ((await Update(other, "u-1", "不是我的", "OPEN")).Status, (await Update(key, "u-4", "没有", "OPEN", "G1.9")).Status));
        Assert.Equal(["又塌了一块"], await Written("amended"));
        await DeskTown.Until(() => Task.FromResult(Enumerable.Range(2, 30).Any(seq => town.Town.Audits($"service {id}", $"issue/G1.1 {seq} ReportAmended"))));

        Task<Told> Update(string bearer, string update, string text, string status, string request = "G1.1") => town.Post("v2/servicerequestupdates.xml",
            ("api_key", bearer), ("update_id", update), ("service_request_id", request), ("description", text), ("status", status), ("updated_datetime", "2026-03-09T10:00:00+08:00"), ("email", "a@example.com"));

        async Task<List<string?>> Written(string what) =>
        [
            .. (await town.Town.Get("desk/issues/G1.1?purpose=test", "shen")).Body.GetProperty("history").EnumerateArray()
                .Where(line => line.GetProperty("what").GetString() == what).Select(line => line.GetProperty("text").GetString()),
        ];
    }

    [Fact]
    public async Task A_token_is_answered_with_an_empty_id_before_it_is_ready()
    {
        await using var town = await GeoTown.Start();
        var (key, _) = await town.Service();
        var token = (await town.Report(key, ("attribute[answer]", "token"))).First("token")!;
        Assert.Equal((200, "G1.1"), ((await town.Get($"v2/tokens/{token}.json")).Status, (await town.Get($"v2/tokens/{token}.json")).First("service_request_id")));
        var unknown = await town.Get($"v2/tokens/G1.2026-03-09.{Guid.NewGuid()}.json");
        Assert.Equal((200, ""), (unknown.Status, unknown.First("service_request_id")));
        Assert.Equal(404, (await town.Get("v2/tokens/none.json")).Status);

        var test = (await town.Post("test/v2/requests.json", ("api_key", key), ("service_code", "unclassified"), ("address_id", "G1"), ("description", "试"), ("attribute[answer]", "token"))).First("token")!;
        Assert.Equal("", (await town.Get($"test/v2/tokens/{test}.json")).First("service_request_id"));
        var ready = (await town.Get($"test/v2/tokens/{test}.json")).First("service_request_id")!;
        Assert.StartsWith("test-", ready, StringComparison.Ordinal);
        Assert.Equal(200, (await town.Get($"test/v2/requests/{ready}.json")).Status);
    }

    [Fact]
    public async Task The_endpoint_for_tests_checks_the_same_and_brings_nothing_into_the_town()
    {
        await using var town = await GeoTown.Start();
        var (key, _) = await town.Service();
        var posted = await town.Post("test/v2/requests.json", ("api_key", key), ("service_code", "roads/pothole"), ("address_id", "G1"), ("description", "试一试"));
        Assert.Equal(200, posted.Status);
        Assert.Equal(("试一试", 404), ((await town.Get("test/v2/requests.json", bearer: key)).First("description"), (await town.Get($"v2/requests/{posted.First("service_request_id")}.json")).Status));
        Assert.Equal(400, (await town.Post("test/v2/requests.json", ("api_key", key), ("service_code", "roads/pothole"), ("lat", "30"), ("long", "120"), ("description", "试"))).Status);
        await town.Report(key); // what is counted after it is the only one
        await town.Town.Day("T", valid: 1);
    }
}
