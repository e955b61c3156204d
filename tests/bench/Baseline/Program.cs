using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RealtimeGov.Bench.Baseline;

// The plain endpoint: what anybody would write first. `sqlite FILE` or `postgres CONNECTION`; it listens on a free port.
await using IPlainTable table = args switch
{
    ["sqlite", var file] => new SqlitePlainTable(file),
    ["postgres", var connection] => await PostgresPlainTable.Open(connection),
    _ => throw new ArgumentException("sqlite FILE or postgres CONNECTION"),
};
var rows = new PlainRows(TimeProvider.System);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PlainJson.Default));
builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http1));

await using var app = builder.Build();
app.MapPost("/reports", async (PlainReport report) =>
{
    await table.Insert(rows.Of(report));
    return Results.Ok(new PlainReceipt(report.ReportId, "OPENED"));
});
await app.StartAsync();

var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
Console.WriteLine($"ready {address} pid {Environment.ProcessId}");
await app.WaitForShutdownAsync();
