using System.Text.Json.Nodes;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Gateway.Tests.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Field;

/// <summary>A browser reports by the same road as a device that speaks gRPC: its credential says whose the report is.</summary>
public sealed class ReportOverHttpTests : IAsyncLifetime
{
    private IdentityBench bench = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        bench = await IdentityBench.Open();
        bench.Gateway.Directory.DefinedStewards.Add(new Steward { Id = "s-2", Name = "沈二", HomeGrid = "W-1" });
        await bench.Gateway.Directory.Refresh(default);
        var code = (await bench.Send("POST", "/devices", new { steward = "s-1", origins = new[] { "STEWARD", "VISIT" } }, IdentityBench.Admin)).Text("code");
        token = (await bench.Send("POST", "/devices/enrol", new { code })).Text("token");
    }

    public Task DisposeAsync() => bench.DisposeAsync().AsTask();

    [Fact]
    public async Task AReportIsItsStewardsAndGetsTheGridsReceipt()
    {
        var said = await Send(Report(1, ("gridCode", "V-1"), ("category", "parts/manhole"), ("photos", new JsonArray(new string('a', 64))), ("origin", "VISIT"),
            ("disposition", "SOLVED_ON_SPOT"), ("location", new JsonObject { ["latitude"] = 30.7, ["longitude"] = 120.5, ["accuracyM"] = 12 })));

        Assert.Equal((200, "OPENED", Reports.Id(1)), (said.Status, said.Text("outcome"), said.Text("reportId")));
        var command = bench.Gateway.Grains.GridOf("V-1").Commands.Single();
        var report = command.Reports[0].Report;
        Assert.Equal("device", command.Origin.PrincipalKind);
        Assert.Equal(("s-1", "a broken bin", Origin.Visit, Disposition.SolvedOnSpot), (report.StewardId, report.Text, report.Origin, report.Disposition));
        Assert.Equal((30.7, 120.5, 12.0, new string('a', 64)), (report.Location.Latitude, report.Location.Longitude, report.Location.AccuracyM, report.PhotoIds.Single()));
        Assert.Equal(TestGateway.Start, report.ObservedAt.ToDateTimeOffset());
        Assert.Equal(0, command.ClockOffsetMs);
    }

    [Fact]
    public async Task WhatIsSomebodyElsesIsRefusedInTheReceipt()
    {
        var said = await Send(Report(1, ("gridCode", "V-1"), ("stewardId", "s-2")));

        Assert.Equal((200, "INVALID", "steward_not_own"), (said.Status, said.Text("outcome"), said.Body.GetProperty("reasons")[0].GetString()));
        Assert.Empty(bench.Gateway.Grains.GridOf("V-1").Commands);
    }

    [Fact]
    public async Task TheDevicesClockIsToldAsTheReportIsSent()
    {
        await Send(Report(1, ("gridCode", "V-1"), ("deviceTime", "2016-06-13T16:00:00+08:00")));

        Assert.Equal(40 * 60 * 1000, bench.Gateway.Grains.GridOf("V-1").Commands.Single().ClockOffsetMs);
    }

    [Fact]
    public async Task ABodyThatIsNoneNamesItsField()
    {
        Assert.Equal((400, "json_malformed"), Refusal(await Send(new JsonObject { ["reportId"] = Reports.Id(1) })));
        Assert.Equal((400, "json_malformed"), Refusal(await Send(Report(1, ("colour", "red")))));
        Assert.Equal((400, "field_malformed"), Refusal(await Send(Report(1, ("observedAt", "yesterday")))));
        var origin = await Send(Report(1, ("origin", "RUMOUR")));
        Assert.Equal("Field origin must be one of UNSPECIFIED, STEWARD, VISIT, TELEPHONE, DESK, RESIDENT, IMPORT.", origin.Message);
        Assert.Empty(bench.Gateway.Grains.GridOf("V-1").Commands);
    }

    [Fact]
    public async Task APersonAndAStrangerAreTurnedAway()
    {
        await bench.Register("li.na", "dispatcher");
        var person = await bench.Send("POST", "/reports", Report(1).ToJsonString(), await bench.TokenOf("li.na"));
        Assert.Equal((403, "not_a_device"), Refusal(person));
        Assert.Equal((401, "token_needed"), Refusal(await bench.Send("POST", "/reports", Report(1).ToJsonString())));
    }

    private static (int, string) Refusal(Said said) => (said.Status, said.Code);

    private Task<Said> Send(JsonObject report) => bench.Send("POST", "/reports", report.ToJsonString(), token);

    private static JsonObject Report(int number, params (string Name, JsonNode Value)[] with)
    {
        var report = new JsonObject { ["reportId"] = Reports.Id(number), ["observedAt"] = "2016-06-13T16:40:00+08:00", ["text"] = "a broken bin" };
        foreach (var (name, value) in with) report[name] = value;
        return report;
    }
}
