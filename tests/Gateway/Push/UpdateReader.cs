using System.Net.ServerSentEvents;
using System.Text.Json;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Push;

/// <summary>A page that listens to the stream of updates.</summary>
internal sealed class UpdateReader : IDisposable
{
    private readonly HttpResponseMessage answer;
    private readonly CancellationTokenSource patience = new(Patience.Max);
    private readonly IAsyncEnumerator<SseItem<string>> items;

    private UpdateReader(HttpResponseMessage answer, Stream body)
    {
        this.answer = answer;
        items = SseParser.Create(body).EnumerateAsync(patience.Token).GetAsyncEnumerator();
    }

    public static async Task<UpdateReader> Open(HttpClient http, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/updates/stream");
        if (lastId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var reader = new UpdateReader(answer, await answer.Content.ReadAsStreamAsync());
        Assert.True(await reader.items.MoveNextAsync()); // the first beat: from here on nothing is missed
        return reader;
    }

    /// <summary>The next event that is no beat.</summary>
    public async Task<(string Id, JsonElement Json)> Next()
    {
        do Assert.True(await items.MoveNextAsync(), "the stream ended");
        while (items.Current.EventType == "beat");
        return (items.Current.EventId!, JsonDocument.Parse(items.Current.Data).RootElement);
    }

    public void Dispose()
    {
        answer.Dispose();
        patience.Dispose();
    }
}
