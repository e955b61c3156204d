using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RealtimeGov.Grains;
using RealtimeGov.Journal.Commit;

namespace RealtimeGov.Gateway.Host.Telemetry;

/// <summary>
/// Sends what is measured, and traces, to a collector that speaks OTLP over gRPC. Without a collector nothing is sent;
/// the meters are there all the same, for tools that attach to the process.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    private const string Service = "realtimegov";

    /// <summary>docs/metrics.md lists ours; the others are documented by whoever measures.</summary>
    private static readonly string[] Meters =
    [
        CommitMeter.Name, GrainMeter.Name, GatewayMeter.Name, "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Http.Connections", "System.Runtime", "Npgsql",
    ];

    private static readonly string[] Sources = ["Microsoft.Orleans.Application", "Microsoft.AspNetCore.SignalR.Server", "Npgsql"];

    private readonly MeterProvider meters;
    private readonly TracerProvider traces;

    private TelemetryExport(Uri collector, string instance, TimeSpan every)
    {
        meters = Sdk.CreateMeterProviderBuilder().ConfigureResource(Named).AddMeter(Meters)
            .AddOtlpExporter((exporter, reader) =>
            {
                exporter.Endpoint = collector;
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)every.TotalMilliseconds;
            }).Build();
        traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Named).AddSource(Sources).AddAspNetCoreInstrumentation()
            .AddProcessor(new WithoutNames()).AddOtlpExporter(exporter => exporter.Endpoint = collector).Build();

        void Named(ResourceBuilder resource) => resource.AddService(Service, serviceInstanceId: instance);
    }

    /// <param name="collector">Null where none is wanted.</param>
    /// <param name="instance">Tells the processes of a town apart.</param>
    public static TelemetryExport? Start(Uri? collector, string instance, TimeSpan? every = null) =>
        collector is null ? null : new TelemetryExport(collector, instance, every ?? TimeSpan.FromSeconds(15));

    /// <summary>Sends what is not sent yet; at most some seconds where the collector does not answer.</summary>
    public void Dispose()
    {
        meters.Dispose();
        traces.Dispose();
    }
}
