using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Live;

/// <summary>Messages that the hub's protocol has no use for; whoever sends them is served all the same.</summary>
public sealed class StrangeMessageTests : IAsyncLifetime
{
    private const string Unknown = """{"type":36}""", Ping = """{"type":6}""", Unasked = """{"type":3,"invocationId":"1"}""";

    private TestGateway gateway = null!;

    public async Task InitializeAsync() => gateway = await TestGateway.Open();

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    // SignalR by itself answers nothing more on such a connection.
    [Fact]
    public async Task ACallBehindAMessageOfAnUnknownTypeIsAnswered()
    {
        await using var screen = await HubScreen.Connect(gateway.Hub);

        await screen.Send(Unknown);

        Assert.Null(await screen.Call("Unwatch", "T"));
        Assert.Null(await screen.Call("Watch", "T"));
        await screen.Frame("counts");
    }

    [Theory]
    [InlineData(Ping, Unknown, Unasked, Unknown)]
    [InlineData(Unknown, Unknown, Ping)]
    [InlineData(Unasked, Unknown)]
    public async Task OneFrameMayHoldSeveralOfThem(params string[] messages)
    {
        await using var screen = await HubScreen.Connect(gateway.Hub);

        await screen.Send(messages);

        Assert.Null(await screen.Call("Unwatch", "T"));
    }

    // Skipped together with what follows, they are no way to make the server keep more than a message.
    [Fact]
    public async Task UnknownOnesAloneEndTheConnectionOnceTheyAreLongerThanAMessageMayBe()
    {
        await using var screen = await HubScreen.Connect(gateway.Hub);

        await screen.Send([.. Enumerable.Repeat(Unknown, LiveHub.MessageBytesMax / Unknown.Length + 1)]);

        await screen.Closed.WaitAsync(Patience.Max);
    }

    // One known message between them, and as many as one likes may come.
    [Fact]
    public async Task BetweenCallsAsManyMayComeAsOneLikes()
    {
        await using var screen = await HubScreen.Connect(gateway.Hub);

        for (var round = 0; round < 3; round++)
        {
            await screen.Send([.. Enumerable.Repeat(Unknown, LiveHub.MessageBytesMax / Unknown.Length / 2)]);
            Assert.Null(await screen.Call("Unwatch", "T"));
        }
    }
}
