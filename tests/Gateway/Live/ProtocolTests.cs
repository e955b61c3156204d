using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Live;

/// <summary>Every SignalR client is served: by JSON and by MessagePack, with the same names and shapes in both.</summary>
[Trait("lane", "cases")]
public sealed class ProtocolTests
{
    [Theory]
    [InlineData(false, HttpTransportType.WebSockets)]
    [InlineData(false, HttpTransportType.ServerSentEvents)]
    [InlineData(true, HttpTransportType.WebSockets)]
    public async Task A_frame_has_the_same_names_in_every_protocol(bool messagePack, HttpTransportType transport)
    {
        await using var gateway = await TestGateway.Open();
        gateway.Grains.RegionOf("T").Hold(TestGateway.TodayNumber, version: 70, valid: 36);
        await using var client = Client(gateway, messagePack, transport);
        var counts = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (messagePack) client.On<Dictionary<string, object>>("counts", frame => counts.TrySetResult(JsonSerializer.Serialize(frame)));
        else client.On<JsonElement>("counts", frame => counts.TrySetResult(frame.GetRawText()));
        await client.StartAsync();
        await client.InvokeAsync("Watch", "T");

        var frame = JsonDocument.Parse(await counts.Task.WaitAsync(Patience.Max)).RootElement;

        Assert.Equal(
            ["accepted", "answered", "at", "awaitingReview", "byCategory", "children", "closed", "closedOnTime", "date", "invalidReports", "joinedReports", "name", "openedIssues", "recordedReports", "redCards", "region", "today", "validReports", "version", "yellowCards"],
            frame.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal((36, 70ul, "测试镇", true), (
            frame.GetProperty("validReports").GetInt32(), frame.GetProperty("version").GetUInt64(), frame.GetProperty("name").GetString(), frame.GetProperty("today").GetBoolean()));
        Assert.Equal(36, frame.GetProperty("byCategory").GetProperty("parts/manhole").GetInt32());
        Assert.Equal("V", frame.GetProperty("children")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_is_the_same_words_in_every_protocol(bool messagePack)
    {
        await using var gateway = await TestGateway.Open();
        await using var client = Client(gateway, messagePack, HttpTransportType.WebSockets);
        await client.StartAsync();
        var refused = await Assert.ThrowsAsync<HubException>(() => client.InvokeAsync("Watch", "X"));
        Assert.Contains("unknown_region: there is no region 'X' on that day", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HubConnectionState.Connected, client.State);
    }

    [Fact]
    public async Task An_argument_of_another_kind_is_refused_and_the_connection_goes_on()
    {
        await using var gateway = await TestGateway.Open();
        await using var client = Client(gateway, messagePack: true, HttpTransportType.WebSockets);
        await client.StartAsync();
        await Assert.ThrowsAsync<HubException>(() => client.InvokeAsync("Watch", new[] { 1, 2 }));
        await client.InvokeAsync("Watch", "T");
    }

    private static HubConnection Client(TestGateway gateway, bool messagePack, HttpTransportType transport)
    {
        var builder = new HubConnectionBuilder().WithUrl(new UriBuilder(gateway.Hub) { Scheme = "http" }.Uri, transport);
        if (messagePack) builder.AddMessagePackProtocol();
        return builder.Build();
    }
}
