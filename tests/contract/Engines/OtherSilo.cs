using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Grids;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Grains.Town;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Protos;
using Silo = RealtimeGov.Grains.Shell.Silo;

namespace RealtimeGov.Contract.Tests.Engines;

/// <summary>
/// A silo that believes to run a grid which runs elsewhere, as one does that stood still while others took it for dead. Its
/// grid's turns are its own: one at a time.
/// </summary>
internal sealed class OtherSilo : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskScheduler turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly Committer committer;
    private readonly GridActor grid;

    private OtherSilo(IEngineTown town, ITownDirectory directory, string code)
    {
        committer = new Committer(town.Journal.OpenStore("other"), new CommitterOptions(), TimeProvider.System, NullLogger<Committer>.Instance);
        grid = new GridActor(code, new Silo
        {
            Name = "other",
            Committer = committer,
            Streams = town.Journal.Streams,
            ReadModel = town.Journal.ActorsReadModel,
            Town = directory,
            Placement = town.Placement.View,
            Loads = new GridLoads(TimeProvider.System),
            Actors = town.Actors,
            Watchers = new Nobody(),
            Time = TimeProvider.System,
            Logger = NullLogger.Instance,
            AcceptLateDays = 7,
            Stopping = stopping.Token,
        });
    }

    public static async Task<OtherSilo> Of(IEngineTown town, string grid)
    {
        var directory = new TownDirectory(town.Journal.ReadModel);
        await directory.Refresh(CancellationToken.None);
        return new OtherSilo(town, directory, grid);
    }

    public Task<ReportReceipt> SendOne(long nowUs, Report report) =>
        Task.Factory.StartNew(() => grid.SendOne(nowUs, report), CancellationToken.None, TaskCreationOptions.DenyChildAttach, turns).Unwrap();

    public async ValueTask DisposeAsync()
    {
        await committer.DisposeAsync();
        await stopping.CancelAsync();
        stopping.Dispose();
    }

    private sealed class Nobody : IWatchers
    {
        public Task<bool> Push(string watcher, DaySummary summary) => Task.FromResult(false);
    }
}
