using System.Net.WebSockets;
using System.Text;
using RealtimeGov.Fuzz.Tests.Engine;

namespace RealtimeGov.Fuzz.Tests.Server;

/// <summary>
/// Messages to the hub, and a right one behind each: it is answered, or the server ends the connection, which makes the
/// next begin with another.
/// </summary>
internal sealed class HubTarget(FuzzServer server) : LiveTarget(server), IDisposable
{
    private const byte End = 0x1E;

    private ClientWebSocket? socket;

    private int asked;

    public override string Name => "hub";

    public override int Rounds => 2_500;

    public override IReadOnlyList<byte[]> Valid { get; } =
    [
        """{"type":1,"invocationId":"1","target":"Watch","arguments":["T"]}"""u8.ToArray(),
        """{"type":1,"invocationId":"1","target":"WatchDay","arguments":["T-V-1","2026-01-01"]}"""u8.ToArray(),
        """{"type":1,"target":"Unwatch","arguments":["T"]}"""u8.ToArray(), """{"type":1,"target":"WatchPlacement","arguments":[]}"""u8.ToArray(),
        [.. """{"type":6}"""u8, End, .. """{"type":3,"invocationId":"1"}"""u8], """{"type":5,"invocationId":"1"}"""u8.ToArray(),
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
        [[End], [.. "null"u8], [.. "\\ud800"u8], [.. "[]"u8], [.. "{}"u8], [.. "\"T\","u8], [.. "\"9999-12-31\""u8], [.. "1e999"u8], [.. "[[[[[[[["u8], [.. "\"type\":4,"u8], [0xFF]];

    public void Dispose() => socket?.Dispose();

    protected override async Task Send(byte[] input)
    {
        using var patience = new CancellationTokenSource(Fuzzing.TakenMax);
        try
        {
            socket ??= await Connect(patience.Token);
            await Send(socket, input, patience.Token);
            var id = $"fuzz-{++asked}";
            await Send(socket, Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"{{id}}","target":"Unwatch","arguments":["T"]}"""), patience.Token);
            await Answer($"\"{id}\"", patience.Token);
        }
        catch (WebSocketException)
        {
            HangUp();
        }
    }

    private static Task Send(ClientWebSocket socket, byte[] message, CancellationToken cancellation) =>
        socket.SendAsync((byte[])[.. message, End], WebSocketMessageType.Text, endOfMessage: true, cancellation);

    private async Task Answer(string id, CancellationToken patience)
    {
        while (await Receive(patience) is { } text)
        {
            if (text.Contains("at RealtimeGov.", StringComparison.Ordinal)) throw new InvalidDataException($"the hub tells its stack: {text}");
            if (text.Contains(id, StringComparison.Ordinal)) return;
        }

        HangUp();
    }

    private void HangUp()
    {
        socket?.Dispose();
        socket = null;
    }

    private async Task<ClientWebSocket> Connect(CancellationToken cancellation)
    {
        var fresh = new ClientWebSocket();
        await fresh.ConnectAsync(new UriBuilder(Server.Http) { Scheme = "ws", Path = "/live" }.Uri, cancellation);
        await Send(fresh, """{"protocol":"json","version":1}"""u8.ToArray(), cancellation);
        return fresh;
    }

    private async Task<string?> Receive(CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket!.ReceiveAsync(buffer, cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(text.ToArray());
        }
    }
}
