using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RealtimeGov.Gateway.Tests.Desk;
using RealtimeGov.Gateway.Tests.Open311;

namespace RealtimeGov.Gateway.Tests.Push;

/// <summary>Hooks and streams: others are told what becomes of issues, signed, in order, and nothing is lost that they were not there for.</summary>
[Trait("lane", "open311")]
public sealed class HookTests
{
    [Fact]
    public async Task A_receiver_is_told_each_step_in_order_signed_and_as_a_cloud_event()
    {
        await using var geo = await GeoTown.Start();
        using var receiver = new Receiver();
        var (_, secret) = await Hook(geo, receiver);
        await geo.Town.Report("路面坑洼，电话 13800000000");
        await geo.Town.Step("G1.1", "shen", new { step = "route" });
        var (first, second) = (await receiver.Next(), await receiver.Next());
        Assert.Equal(("accepted", "routed"), (first.Json.GetProperty("data").GetProperty("stage").GetString(), second.Json.GetProperty("data").GetProperty("stage").GetString()));
        var told = first.Json;
        Assert.Equal(("1.0", first.Id, "urn:realtimegov:T", "realtimegov.issue.moved", "G1.1"), (Text(told, "specversion"), Text(told, "id"), Text(told, "source"), Text(told, "type"), Text(told, "subject")));
        Assert.Equal(("application/json", "2026-03-09T02:00:00.000Z", "application/cloudevents+json; charset=utf-8"), (Text(told, "datacontenttype"), Text(told, "time"), first.Type));
        Assert.Equal(("G1", "roads/pothole", "investigating"), (Text(told.GetProperty("data"), "gridCode"), Text(told.GetProperty("data"), "category"), Text(told.GetProperty("data"), "status")));
        Assert.DoesNotContain("坑洼", first.Body, StringComparison.Ordinal);
        // Over id, time and body: what is altered or replayed at another time does not fit.
        Assert.Equal(Signed(secret, first), first.Signature);
        Assert.NotEqual(Signed(secret, first with { Body = first.Body + " " }), first.Signature);
        Assert.NotEqual(Signed(secret, first with { Timestamp = "1" }), first.Signature);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task A_receiver_that_fails_is_asked_again_later_and_what_is_given_up_is_shown_and_sent_again()
    {
        await using var geo = await GeoTown.Start();
        string? first = null;
        using var receiver = new Receiver { Answer = delivery => Task.FromResult(delivery.Id == (first ??= delivery.Id) ? 503 : 204) };
        var (hook, _) = await Hook(geo, receiver);
        await geo.Town.Report("坑洼");
        await geo.Town.Step("G1.1", "shen", new { step = "decline", reason = "notPublic", text = "请找调解室" });
        var names = new List<string>();
        for (var tries = 0; tries < 8; tries++) names.Add((await NextTry(geo, receiver)).Id);
        Assert.Single(names.Distinct());
        JsonElement lost = default;
        await DeskTown.Until(async () => (lost = (await geo.AsAdministrator(HttpMethod.Get, $"hooks/{hook}/undelivered")).Json).GetArrayLength() == 1);
        Assert.Equal((names[0], 8u, 503), (Text(lost[0], "eventId"), lost[0].GetProperty("tries").GetUInt32(), lost[0].GetProperty("status").GetInt32()));

        receiver.Answer = _ => Task.FromResult(204);
        var sent = (await geo.AsAdministrator(HttpMethod.Post, $"hooks/{hook}/undelivered/send")).Json;
        Assert.Equal((1, 0), (sent.GetProperty("sent").GetInt32(), sent.GetProperty("left").GetInt32()));
        Assert.Equal(0, (await geo.AsAdministrator(HttpMethod.Get, $"hooks/{hook}/undelivered")).Json.GetArrayLength());
    }

    [Fact]
    public async Task A_slow_receiver_holds_up_nobody_else()
    {
        await using var geo = await GeoTown.Start();
        var released = new TaskCompletionSource();
        using var slow = new Receiver();
        slow.Answer = async _ =>
        {
            await released.Task;
            return 204;
        };
        using var quick = new Receiver();
        await Hook(geo, slow);
        await Hook(geo, quick);
        await geo.Town.Report("坑洼");
        await geo.Town.Step("G1.1", "shen", new { step = "route" });
        Assert.Equal("accepted", Text((await quick.Next()).Json.GetProperty("data"), "stage"));
        Assert.Equal("routed", Text((await quick.Next()).Json.GetProperty("data"), "stage"));
        released.SetResult();
        Assert.Equal("accepted", Text((await slow.Next()).Json.GetProperty("data"), "stage"));
    }

    [Fact]
    public async Task A_hook_of_a_region_hears_of_that_region_alone_and_one_that_ended_of_nothing()
    {
        await using var geo = await GeoTown.Start();
        using var receiver = new Receiver();
        using var other = new Receiver();
        var (ended, _) = await Hook(geo, other);
        await Hook(geo, receiver, "V2");
        Assert.Equal(200, (await geo.AsAdministrator(HttpMethod.Delete, $"hooks/{ended}")).Status);
        await geo.Town.Report("坑洼");
        await geo.Town.Step("G1.1", "shen", new { step = "route" });
        await geo.Town.Report("坑洼", grid: "G3");
        await geo.Town.Step("G3.1", "shen", new { step = "route" });
        Assert.Equal("G3.1", Text((await receiver.Next()).Json, "subject"));
        Assert.False(other.HasMore);
        Assert.Equal(404, (await geo.AsAdministrator(HttpMethod.Get, $"hooks/{ended}/undelivered")).Status);
        var listed = (await geo.AsAdministrator(HttpMethod.Get, "hooks")).Json;
        Assert.Equal((1, "V2", receiver.Url), (listed.GetArrayLength(), Text(listed[0], "region"), Text(listed[0], "url")));
    }

    [Fact]
    public async Task A_hook_is_refused_by_its_fault_and_to_who_may_not()
    {
        await using var geo = await GeoTown.Start();
        foreach (var (body, status, code) in new (object, int, string)[]
        {
            (new { name = "x", url = "http://city.example/" }, 400, "hook_url"), (new { name = " ", url = "https://city.example/" }, 400, "hook_name"),
            (new { name = "x", url = "https://city.example/", region = "X" }, 404, "unknown_region"), (new { name = "x" }, 400, "json_malformed"),
        })
        {
            var told = await geo.AsAdministrator(HttpMethod.Post, "hooks", body);
            Assert.Equal((status, code), (told.Status, told.Json.GetProperty("error").GetProperty("code").GetString()));
        }
        Assert.Equal(403, (await geo.Town.PostAsIs("hooks", "shen", new { name = "x", url = "https://city.example/" })).Status);
        Assert.Equal(404, (await geo.AsAdministrator(HttpMethod.Delete, "hooks/ABCDEF")).Status);
        Assert.Equal(0, (await geo.AsAdministrator(HttpMethod.Get, "hooks")).Json.GetArrayLength());
    }

    [Fact]
    public async Task A_stream_tells_what_happens_and_whoever_comes_back_what_was_missed()
    {
        await using var geo = await GeoTown.Start();
        string last;
        using (var stream = await UpdateReader.Open(geo.Town.Http))
        {
            await geo.Town.Report("坑洼");
            await geo.Town.Step("G1.1", "shen", new { step = "accept" });
            var (id, json) = await stream.Next();
            Assert.Equal("accepted", Text(json.GetProperty("data"), "stage"));
            last = id;
        }
        geo.Town.Now = DeskTown.Monday.AddHours(1);
        await geo.Town.Step("G1.1", "shen", new { step = "route" });
        using var again = await UpdateReader.Open(geo.Town.Http, last);
        var told = new List<string?>();
        while (told.LastOrDefault() != "routed") told.Add(Text((await again.Next()).Json.GetProperty("data"), "stage"));
        Assert.Equal("accepted", told[0]); // once more, under the same id
        using var wrong = new HttpRequestMessage(HttpMethod.Get, "/api/v1/updates/stream");
        wrong.Headers.TryAddWithoutValidation("Last-Event-ID", "none");
        using var refused = await geo.Town.Http.SendAsync(wrong);
        Assert.Equal(400, (int)refused.StatusCode);
    }

    private static async Task<(string Hook, byte[] Secret)> Hook(GeoTown geo, Receiver receiver, string? region = null)
    {
        var told = await geo.AsAdministrator(HttpMethod.Post, "hooks", new { name = "城市", url = receiver.Url, region = region ?? "T" });
        Assert.True(told.Status == 200, told.Text);
        return (Text(told.Json, "hook")!, Convert.FromBase64String(Text(told.Json, "secret")!["whsec_".Length..]));
    }

    // Lets the town's time pass until it is tried again.
    private static async Task<Delivery> NextTry(GeoTown geo, Receiver receiver)
    {
        var next = receiver.Next();
        while (!next.IsCompleted)
        {
            geo.Town.Now = geo.Town.Now.AddSeconds(10);
            await geo.Town.Http.GetStringAsync("/healthz");
        }
        return await next;
    }

    private static string Signed(byte[] secret, Delivery delivery) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{delivery.Id}.{delivery.Timestamp}.{delivery.Body}")))}";

    private static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();
}
