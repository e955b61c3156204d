using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A wall display that speaks the JSON hub protocol over a real WebSocket and keeps every frame.</summary>
internal sealed class HubScreen : IAsyncDisposable
{
    private const char End = '\u001e';

    private readonly ClientWebSocket socket = new();
    private readonly Lock gate = new();
    private readonly List<(string Event, JsonElement Frame)> frames = [];
    private readonly List<(Func<string, JsonElement, bool> Wanted, TaskCompletionSource<JsonElement> Found)> waiters = [];
    private readonly Dictionary<string, TaskCompletionSource<string?>> calls = [];
    private Task reading = Task.CompletedTask;
    private int lastCall;

    /// <summary>Completes when the server has ended the connection.</summary>
    public Task Closed => reading;

    /// <param name="token">Of somebody who signed in.</param>
    /// <param name="cookie">The same of a browser.</param>
    public static async Task<HubScreen> Connect(Uri hub, bool reads = true, string? token = null, string? cookie = null)
    {
        var screen = new HubScreen();
        if (cookie is not null) screen.socket.Options.SetRequestHeader("Cookie", cookie);
        if (token is not null) screen.socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await screen.socket.ConnectAsync(hub, default);
        await screen.Send("""{"protocol":"json","version":1}""");
        Assert.Equal("{}" + End, await screen.ReceiveText());
        if (reads) screen.reading = screen.Read();
        return screen;
    }

    /// <summary>Null, or the error that the call ended with.</summary>
    public async Task<string?> Call(string method, params string[] arguments)
    {
        var id = Interlocked.Increment(ref lastCall).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var done = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
            calls[id] = done;
        await Send(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }));
        return await done.Task.WaitAsync(Patience.Max);
    }

    /// <summary>Sends what is no call, or calls and more, as one frame of the socket.</summary>
    public Task Send(params string[] messages) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(string.Concat(messages.Select(message => message + End))), WebSocketMessageType.Text, endOfMessage: true, default);

    /// <summary>Asks without waiting for the answer.</summary>
    public Task Ask(string method, params string[] arguments) =>
        Send(JsonSerializer.Serialize(new { type = 1, target = method, arguments }));

    /// <summary>The first frame, past or future, that is wanted.</summary>
    public Task<JsonElement> Frame(string name, Func<JsonElement, bool>? wanted = null)
    {
        bool Matches(string n, JsonElement f) => n == name && (wanted is null || wanted(f));
        lock (gate)
        {
            foreach (var (seen, frame) in frames)
                if (Matches(seen, frame)) return Task.FromResult(frame);
            var found = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((Matches, found));
            return found.Task.WaitAsync(Patience.Max);
        }
    }

    /// <summary>The counts of a region whose version is this.</summary>
    public Task<JsonElement> Counts(string region, ulong version) => Frame("counts",
        f => f.GetProperty("region").GetString() == region && f.GetProperty("version").GetUInt64() == version);

    public IReadOnlyList<JsonElement> Frames(string name)
    {
        lock (gate)
            return [.. frames.Where(f => f.Event == name).Select(f => f.Frame)];
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
    }

    private async Task Read()
    {
        var rest = "";
        try
        {
            while (await ReceiveText() is { } text)
            {
                var messages = (rest + text).Split(End);
                foreach (var message in messages[..^1]) Take(JsonDocument.Parse(message).RootElement);
                rest = messages[^1];
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server or the test has ended it.
        }
    }

    private void Take(JsonElement message)
    {
        lock (gate)
        {
            switch (message.GetProperty("type").GetInt32())
            {
                case 1:
                    var (name, frame) = (message.GetProperty("target").GetString()!, message.GetProperty("arguments")[0]);
                    frames.Add((name, frame));
                    foreach (var waiter in waiters.Where(w => w.Wanted(name, frame))) waiter.Found.TrySetResult(frame);
                    break;
                case 3:
                    calls[message.GetProperty("invocationId").GetString()!].TrySetResult(
                        message.TryGetProperty("error", out var error) ? error.GetString() : null);
                    break;
            }
        }
    }

    private async Task<string?> ReceiveText()
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, default);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(text.ToArray());
        }
    }
}
