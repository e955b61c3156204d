using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Push;

/// <param name="Id">Of the event, as the header and the body have it.</param>
internal sealed record Delivery(string Id, string Timestamp, string Signature, string? Type, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}

/// <summary>Somebody else's server that is told. It answers what a test says, and keeps what it took.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Channel<Delivery> all = Channel.CreateUnbounded<Delivery>();

    public Receiver()
    {
        Url = $"http://127.0.0.1:{FreePort.Next()}/";
        listener.Prefixes.Add(Url);
        listener.Start();
        _ = Task.Run(Serve);
    }

    public string Url { get; }

    /// <summary>What the next request is answered, and when.</summary>
    public Func<Delivery, Task<int>> Answer { get; set; } = _ => Task.FromResult(204);

    /// <summary>The next request that has come, whatever it was answered.</summary>
    public async Task<Delivery> Next()
    {
        using var patience = new CancellationTokenSource(Patience.Max);
        return await all.Reader.ReadAsync(patience.Token);
    }

    public bool HasMore => all.Reader.TryPeek(out _);

    public void Dispose() => listener.Close();

    private async Task Serve()
    {
        try
        {
            while (true) _ = Take(await listener.GetContextAsync());
        }
        catch (Exception) when (!listener.IsListening) { }
    }

    private async Task Take(HttpListenerContext call)
    {
        using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
        var headers = call.Request.Headers;
        var delivery = new Delivery(headers["webhook-id"] ?? "", headers["webhook-timestamp"] ?? "", headers["webhook-signature"] ?? "", call.Request.ContentType, await reader.ReadToEndAsync());
        var status = await Answer(delivery);
        all.Writer.TryWrite(delivery);
        call.Response.StatusCode = status;
        call.Response.Close();
    }
}
