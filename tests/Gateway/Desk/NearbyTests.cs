using System.Text.Json;
using Grpc.Core;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>A steward is asked whether it is one of these before a report opens another issue, and a report joins the one that was named.</summary>
public sealed class NearbyTests
{
    private const double Latitude = 30.7450, Longitude = 120.4870;

    [Fact]
    public async Task What_is_open_nearby_is_told_without_a_word_of_it_and_a_report_joins_it()
    {
        await using var town = await DeskTown.Start();
        await Report(town, "坑洼，李家门口", Latitude + 0.0002);
        await Report(town, "另一处坑洼", Latitude + 0.0100);
        await town.Report("没有位置的坑洼");
        var answer = (await town.Get(Around("&category=roads/pothole"), "S-1")).Body;
        var found = answer.GetProperty("issues").EnumerateArray().ToList();
        Assert.Equal([("G1.1", 22), ("G1.3", -1)], found.Select(one => (Text(one, "issueId"), one.GetProperty("distanceM") is { ValueKind: JsonValueKind.Number } metres ? metres.GetInt32() : -1)));
        Assert.Equal(("G1", "roads/pothole", "open"), (Text(found[0], "gridCode"), Text(found[0], "category"), Text(found[0], "stage")));
        Assert.DoesNotContain("李家", answer.GetRawText(), StringComparison.Ordinal);

        var joined = await town.Report("还是那个坑", joins: "G1.1");
        Assert.Equal((Outcome.Joined, "G1.1"), (joined.Outcome, joined.IssueId));
        // One that was declined is no question any more.
        await town.Step("G1.1", "shen", new { step = "decline", reason = "notPublic", text = "不属本镇" });
        Assert.Equal(["G1.3"], Ids((await town.Get(Around("&category=roads/pothole"), "S-1")).Body));
    }

    [Fact]
    public async Task It_is_a_stewards_question_and_a_wrong_one_says_what_is_wrong()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        Assert.Equal(["G1.1"], Ids((await town.Get("inbox/nearby?category=roads/pothole", "S-1")).Body)); // of the home grid
        Assert.Empty(Ids((await town.Get("inbox/nearby", "S-1")).Body));
        Assert.Equal(401, (await town.Get(Around(""), null)).Status);
        Assert.Equal((403, "no_steward"), Told(await town.Get(Around(""), "shen")));
        Assert.Equal((400, "filter_malformed"), Told(await town.Get("inbox/nearby?latitude=here&longitude=120", "S-1")));
        Assert.Equal((400, "filter_malformed"), Told(await town.Get("inbox/nearby?latitude=30", "S-1")));
        Assert.Equal((400, "filter_malformed"), Told(await town.Get("inbox/nearby?latitude=91&longitude=120", "S-1")));
        Assert.Equal((400, "filter_malformed"), Told(await town.Get("inbox/nearby?category=%E2%80%AE", "S-1")));
        Assert.Equal((400, "filter_unknown"), Told(await town.Get("inbox/nearby?lat=30", "S-1")));
    }

    private static async Task Report(DeskTown town, string text, double latitude) => await town.Field.SubmitReportAsync(
        new Report
        {
            ReportId = Guid.NewGuid().ToString(), StewardId = "S-1", GridCode = "G1", Category = "roads/pothole", Text = text, Origin = Origin.Steward,
            ObservedAt = Instant.ToTimestamp(Instant.From(town.Now)), Location = new GeoPoint { Latitude = latitude, Longitude = Longitude },
        },
        await town.MetadataOf("S-1"));

    private static string Around(string more) => FormattableString.Invariant($"inbox/nearby?latitude={Latitude}&longitude={Longitude}&accuracyM=10{more}");

    private static IEnumerable<string> Ids(JsonElement page) => page.GetProperty("issues").EnumerateArray().Select(one => Text(one, "issueId"));

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString()!;

    private static (int, string) Told((int Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("error").GetProperty("code").GetString()!);
}
