using RealtimeGov.Grains.Tests.Towns;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Cluster;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Engines;

/// <summary>
/// A silo that believes to run a grid which runs elsewhere, as one does that stood still while others took it for dead: it
/// is alone in a cluster of its own, on the town's journal.
/// </summary>
internal sealed class OtherSilo : IAsyncDisposable
{
    private readonly ProcessSilos silo;
    private readonly string grid;

    private OtherSilo(ProcessSilos silo, string grid) => (this.silo, this.grid) = (silo, grid);

    public static async Task<OtherSilo> Of(IEngineTown town, string grid)
    {
        var options = new OrleansSiloOptions { Name = "other", Directory = ClusterDirectory.InProcess() };
        return new OtherSilo(
            await ProcessSilos.Start(options, town.Journal, new TownDirectory(town.Journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance), grid);
    }

    public Task<ReportReceipt> SendOne(long nowUs, Report report) => silo.Client.Grid(grid).SendOne(nowUs, report);

    public ValueTask DisposeAsync() => silo.DisposeAsync();
}
