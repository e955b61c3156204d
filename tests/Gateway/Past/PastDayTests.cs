using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeGov.Gateway.Past;
using RealtimeGov.Gateway.Tests.Desk;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Past;

/// <summary>What a wall showed at a moment, over HTTP: the frames that screens had, remembered, and asked for afterwards.</summary>
public sealed class PastDayTests
{
    private static readonly string[] Regions = ["T", "V1", "V2", "G1", "X"];
    private static readonly string[] Photo = [new string('a', 64)];

    [Fact]
    public async Task Every_frame_that_a_wall_had_is_what_the_day_is_as_of_its_moment()
    {
        await using var town = await DeskTown.Start(new Region { Code = "X", Name = "X", Kind = "trade", Parent = "T" });
        await using var screen = await town.Screen(null);
        foreach (var region in Regions) Assert.Null(await screen.Call("Watch", region));
        var kept = new List<(string At, string Region, JsonElement Frame, string[] Answers)>();

        var declined = (await town.Report("第一处")).IssueId;
        var resolved = (await town.Report("第二处", grid: "G2")).IssueId;
        await Remember("10:00", valid: 2, awaiting: 2);
        await town.Report("又一条", joins: declined);
        var again = Guid.NewGuid().ToString();
        await town.Report("另村", grid: "G3", id: again);
        await Remember("10:05", valid: 4, awaiting: 4);
        Assert.Equal(Outcome.Duplicate, (await town.Report("另村", grid: "G3", id: again)).Outcome);
        await town.Step(resolved, "shen", new { step = "route" });
        await Remember("10:30", valid: 4, awaiting: 3);
        await town.Step(declined, "shen", new { step = "decline", reason = "tooVague", text = "说不清" });
        await Remember("11:00", valid: 2, awaiting: 1);
        await town.Step(resolved, "wang", new { step = "resolve", feedBack = true, text = "已填平", photos = Photo });
        await town.Step(resolved, "shen", new { step = "close" });
        await Remember("12:00", valid: 2, awaiting: 1, closed: 1);
        Assert.Contains(kept, one => one is { At: "10:05", Region: "T" } && one.Frame.GetProperty("validReports").GetInt32() == 4); // of which two were declined later

        town.Now = DeskTown.Monday.AddDays(1);
        foreach (var (at, region, frame, answers) in kept)
        {
            var now = await Answers(region, $"?at={at}");
            Assert.Equal(answers[1..], now[1..]);
            // A frame is the same but for when it was sent and that it was of the running day.
            Assert.Equal((at, region, Without(frame)), (at, region, Without(JsonDocument.Parse(now[0]).RootElement)));
            Assert.Equal(JsonDocument.Parse(now[0]).RootElement.GetProperty("at").GetDateTimeOffset(), DateTimeOffset.Parse($"2026-03-09T{at}:00+08:00", System.Globalization.CultureInfo.InvariantCulture));
        }
        Assert.Equal(await Answers("T", "?at=12:00"), await Answers("T", $"?at={Uri.EscapeDataString("2026-03-09T04:00:00Z")}"));
        Assert.Contains("\"validReports\":0", (await Answers("T", "?at=09:59:59"))[0]);
        foreach (var (at, valid) in new[] { ("09:59", 0), ("10:05", 4), ("11:00", 2) })
            Assert.Equal(valid, (await town.Get($"regions/T/days/2026-03-09/hours?at={at}", null)).Body.GetProperty("hours")[10].GetInt32());

        foreach (var (at, code) in new[] { ("9:05", "malformed_at"), ("2026-03-10T10:05:00%2B08:00", "at_outside_day") })
            foreach (var what in new[] { "", "/grids", "/feed", "/hours" })
            {
                var (status, body) = await town.Get($"regions/T/days/2026-03-09{what}?at={at}", null);
                Assert.Equal((400, code), (status, body.GetProperty("error").GetProperty("code").GetString()));
            }
        Assert.Equal("at_ahead", (await town.Get("regions/T/days/today?at=10:01", null)).Body.GetProperty("error").GetProperty("code").GetString());

        // Once all of a step has arrived, what everybody was shown; then a minute goes by.
        async Task Remember(string at, int valid, int awaiting, int closed = 0)
        {
            await DeskTown.Until(town.IsQuiet);
            await screen.Frame("counts", f => Is(f, "T", valid, awaiting, closed));
            foreach (var region in Regions)
            {
                var answers = await Answers(region, "");
                var version = JsonDocument.Parse(answers[0]).RootElement.GetProperty("version").GetUInt64();
                kept.Add((at, region, await screen.Counts(region, version), answers));
            }
            var next = at switch { "10:00" => 5, "10:05" => 30, "10:30" => 60, "11:00" => 120, _ => 180 };
            town.Now = DeskTown.Monday.AddMinutes(next);
        }

        async Task<string[]> Answers(string region, string query)
        {
            var answers = new List<string>();
            foreach (var what in new[] { "", "/grids", "/feed" })
            {
                var (status, body) = await town.Get($"regions/{region}/days/2026-03-09{what}{query}", null);
                Assert.True(status == 200, $"{region}{what}{query}: {body}");
                answers.Add(body.ToString());
            }
            return [.. answers];
        }
    }

    [Fact]
    public async Task A_replay_reads_a_day_once_and_what_is_too_much_or_untimed_is_refused()
    {
        await using var gateway = await TestGateway.Open();
        PastEvent Event(ulong seq, long atUs) => new("V-1", seq, atUs, new GridEvent
        {
            Accepted = new ReportAccepted { ReportId = Google.Protobuf.ByteString.CopyFrom(Guid.NewGuid().ToByteArray()), LocalDate = TestGateway.TodayNumber - 1, Category = "a/b", Outcome = Outcome.Opened },
        });
        var events = new List<PastEvent> { Event(1, 1_465_700_000_000_000) };
        gateway.ReadModel.Rowsets[typeof(PastEvent)] = () => events;

        foreach (var path in new[] { "T/days/2016-06-12?at=23:00", "T/days/2016-06-12/feed?at=22:00", "T/days/2016-06-12/grids?at=10:00", "R/days/2016-06-12?at=11:00" })
            Assert.Equal(200, await Status(path));
        Assert.Equal(1, gateway.ReadModel.Asked.CurrentCount); // the trade is of the same town
        Assert.Contains("\"validReports\":1", await gateway.Http.GetStringAsync("/api/v1/regions/V/days/2016-06-12?at=23:00"));
        Assert.Equal(2, gateway.ReadModel.Asked.CurrentCount);

        events = [Event(1, 0)];
        Assert.Equal(409, await Status("W/days/2016-06-12?at=23:00"));
        events = [.. Enumerable.Range(1, PastQueries.EventsMax + 1).Select(seq => Event((ulong)seq, 1_465_700_000_000_000))];
        Assert.Equal(400, await Status("V-2/days/2016-06-12?at=23:00"));

        async Task<int> Status(string path)
        {
            using var answer = await gateway.Http.GetAsync($"/api/v1/regions/{path}");
            return (int)answer.StatusCode;
        }
    }

    private static bool Is(JsonElement frame, string region, int valid, int awaiting, int closed) =>
        frame.GetProperty("region").GetString() == region && frame.GetProperty("validReports").GetInt32() == valid
        && frame.GetProperty("awaitingReview").GetInt32() == awaiting && frame.GetProperty("closed").GetInt32() == closed;

    private static string Without(JsonElement frame)
    {
        var day = JsonNode.Parse(frame.GetRawText())!.AsObject();
        day.Remove("at");
        day.Remove("today");
        return day.ToJsonString();
    }
}
