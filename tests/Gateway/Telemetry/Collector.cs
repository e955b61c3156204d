using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Tests.Telemetry;

/// <summary>Takes OTLP over gRPC, as far as a sender can tell: keeps each request's bytes and answers with an empty message.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly byte[] EmptyMessage = [0, 0, 0, 0, 0];

    private readonly ConcurrentQueue<(string Method, string Body)> requests = new();
    private readonly WebApplication app;

    private Collector(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2));
        var collector = new Collector(builder.Build());
        collector.app.Run(collector.Take);
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>What came to the methods of a service, such as MetricsService, as text: names are in it as they are.</summary>
    public string Of(string service) => string.Concat(requests.Where(request => request.Method.Contains(service, StringComparison.Ordinal)).Select(request => request.Body));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        requests.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        http.Response.ContentType = "application/grpc";
        http.Response.DeclareTrailer("grpc-status");
        await http.Response.Body.WriteAsync(EmptyMessage);
        http.Response.AppendTrailer("grpc-status", "0");
    }
}
