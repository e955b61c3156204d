using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using RealtimeGov.Bench.Support.Servers;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Ingest.Plain;

/// <summary>The plain endpoint's client: so many keep-alive connections, each with one request in flight, bodies made before the clock starts.</summary>
internal static class PlainLoad
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public static List<byte[]> Bodies(IEnumerable<Report> reports) => [.. reports.Select(report => JsonSerializer.SerializeToUtf8Bytes(new
    {
        reportId = report.ReportId,
        stewardId = report.StewardId,
        gridCode = report.GridCode,
        category = report.Category,
        text = report.Text,
        latitude = report.Location.Latitude,
        longitude = report.Location.Longitude,
        observedAt = report.ObservedAt.ToDateTimeOffset(),
        origin = (int)report.Origin,
    }, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))];

    /// <summary>Returns the seconds; any answer but 200 throws.</summary>
    public static async Task<double> Send(BenchServer server, IReadOnlyList<byte[]> bodies, int connections)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false });
        var address = new Uri(server.Http, "/reports");
        var next = -1;
        return await StageMeter.Seconds(() => Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < bodies.Count;) await Post(client, address, bodies[i]);
        }))));
    }

    private static async Task Post(HttpMessageInvoker client, Uri address, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        using var answer = await client.SendAsync(request, CancellationToken.None);
        await answer.Content.ReadAsByteArrayAsync();
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"the plain endpoint answered {(int)answer.StatusCode}");
    }
}
