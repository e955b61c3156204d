using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Transport;

/// <summary>Where the demo's reports go.</summary>
public interface IReporter
{
    /// <summary>Sends 1 to 500 reports; their receipts, in order, none of them RETRY.</summary>
    Task<IReadOnlyList<ReportReceipt>> ReportAsync(IReadOnlyList<Report> reports, CancellationToken cancellation);
}

/// <summary>To the gateway, over the device's own client.</summary>
public sealed class FieldReporter(FieldClient client) : IReporter
{
    public Task<IReadOnlyList<ReportReceipt>> ReportAsync(IReadOnlyList<Report> reports, CancellationToken cancellation) =>
        client.SendAsync(reports, cancellation);
}
