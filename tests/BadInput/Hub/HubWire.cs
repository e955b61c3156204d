using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.BadInput.Tests.Hub;

/// <summary>A connection to the hub that sends whatever bytes it is given as a message.</summary>
internal sealed class HubWire : IDisposable
{
    private const byte End = 0x1E;
    private const string Asked = "1", AskedBehind = "2";

    // Of no consequence, and answered in turn: when it is, the message before it has had its answer or gets none.
    private static readonly byte[] Behind = Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"{{AskedBehind}}","target":"Unwatch","arguments":["T"]}""");

    private readonly ClientWebSocket socket = new();

    public static async Task<HubWire> Connect(Uri hub, string query)
    {
        var wire = new HubWire();
        await wire.socket.ConnectAsync(new UriBuilder(hub) { Scheme = "ws", Query = query }.Uri, default);
        await wire.Send("""{"protocol":"json","version":1}"""u8.ToArray());
        await wire.Receive(default);
        return wire;
    }

    /// <summary>
    /// What the message is answered with: <c>OK</c>, an error, <c>no answer</c> where only the call behind it is answered, or
    /// <c>closed</c> and why, when the server ends the connection.
    /// </summary>
    public async Task<string> Ask(byte[] message)
    {
        using var patience = new CancellationTokenSource(Patience.Max);
        try
        {
            await Send(message);
            await Send(Behind);
        }
        catch (WebSocketException)
        {
            // It has been ended already; why may be there to be read.
        }

        try
        {
            while (true)
                foreach (var text in (await Receive(patience.Token)).Split((char)End, StringSplitOptions.RemoveEmptyEntries))
                {
                    var answer = JsonDocument.Parse(text).RootElement;
                    switch (answer.GetProperty("type").GetInt32())
                    {
                        case 3 when answer.GetProperty("invocationId").GetString() == AskedBehind: return "no answer";
                        case 3: return answer.TryGetProperty("error", out var error) ? error.GetString()! : "OK";
                        case 7: return answer.TryGetProperty("error", out var why) ? $"closed: {why.GetString()}" : "closed";
                    }
                }
        }
        catch (WebSocketException)
        {
            return "closed";
        }
    }

    public void Dispose()
    {
        socket.Abort();
        socket.Dispose();
    }

    private Task Send(byte[] message) => socket.SendAsync((byte[])[.. message, End], WebSocketMessageType.Text, endOfMessage: true, default);

    private async Task<string> Receive(CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellation);
            if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("the server has ended it");
            text.Write(buffer, 0, part.Count);
            // A message of the hub ends with its own mark, which may come in a later part.
            if (part.EndOfMessage && text.Length > 0 && text.GetBuffer()[text.Length - 1] == End) return Encoding.UTF8.GetString(text.ToArray());
        }
    }
}
