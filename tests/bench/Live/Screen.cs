using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace RealtimeGov.Bench.Live;

/// <summary>One wall display: a WebSocket that speaks the hub's JSON protocol and shows the counts of one region.</summary>
internal sealed class Screen(Watched watched, Sightings sightings) : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;
    private static readonly byte[] Handshake = Message("""{"protocol":"json","version":1}""");
    private static readonly byte[] Ping = Message("""{"type":6}""");

    private readonly ClientWebSocket socket = new();
    private readonly long[] shown = new long[watched.ChildCount];
    private readonly long[] next = new long[watched.ChildCount];
    private byte[] buffer = new byte[8_192];
    private int held;
    private int taken;
    private long valid;
    private long version = -1;
    private Task reading = Task.CompletedTask;
    private int frames;

    /// <summary>Invocations received: counts, grids and feed.</summary>
    public int Frames => Volatile.Read(ref frames);

    /// <summary>The count fell, or the connection broke.</summary>
    public string? Fault { get; private set; }

    /// <summary>It shows what was accepted, of the region and of every child.</summary>
    public bool IsExact =>
        Fault is null && Volatile.Read(ref valid) == watched.AcceptedInAll
        && Enumerable.Range(0, shown.Length).All(i => Volatile.Read(ref shown[i]) == watched.Accepted(i).Count);

    public string Says => $"{watched.Code} shows {valid} of {watched.AcceptedInAll}, version {version}{(Fault is null ? "" : ", " + Fault)}";

    public async Task Open(Uri hub)
    {
        await socket.ConnectAsync(hub, CancellationToken.None);
        await Send(Handshake);
        // The answer to the handshake is a message of its own, and empty when all is well.
        while (TakeMessage() is null) await Receive();
        reading = Task.Run(Read);
        await Send(Message($$"""{"type":1,"target":"Watch","arguments":["{{watched.Code}}"]}"""));
    }

    public ValueTask KeepAlive() => Send(Ping);

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Dispose();
    }

    private async Task Read()
    {
        try
        {
            while (await Receive())
                while (TakeMessage() is { } message) Show(message);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException)
        {
            Fault ??= broken.Message;
        }
    }

    private void Show(ArraySegment<byte> message)
    {
        var now = Stopwatch.GetTimestamp();
        if (message.AsSpan().StartsWith("{\"type\":1,"u8) && message.AsSpan(0, Math.Min(40, message.Count)).IndexOf("\"beat\""u8) < 0) frames++;
        if (!CountsFrame.TryRead(message, watched, next, out var nextValid, out var nextVersion) || nextVersion <= version) return;
        if (nextValid < valid) Fault ??= $"the count fell from {valid} to {nextValid}";
        for (var child = 0; child < next.Length; child++)
        {
            sightings.Saw(watched.Accepted(child), shown[child], next[child], now);
            Volatile.Write(ref shown[child], next[child]);
        }
        Volatile.Write(ref version, nextVersion);
        Volatile.Write(ref valid, nextValid);
    }

    private async Task<bool> Receive()
    {
        if (held == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var got = await socket.ReceiveAsync(buffer.AsMemory(held), CancellationToken.None);
        held += got.Count;
        return got.MessageType != WebSocketMessageType.Close;
    }

    // Valid until the next Receive: the rest moves to the front only there.
    private ArraySegment<byte>? TakeMessage()
    {
        if (taken > 0)
        {
            Buffer.BlockCopy(buffer, taken, buffer, 0, held - taken);
            held -= taken;
            taken = 0;
        }
        var end = buffer.AsSpan(0, held).IndexOf(RecordSeparator);
        if (end < 0) return null;
        taken = end + 1;
        return new ArraySegment<byte>(buffer, 0, end);
    }

    private ValueTask Send(byte[] message) => socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, true, CancellationToken.None);

    private static byte[] Message(string json) => [.. Encoding.UTF8.GetBytes(json), RecordSeparator];
}
