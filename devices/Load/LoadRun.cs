using RealtimeGov.Devices.Cli;
using RealtimeGov.Devices.Http;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Load;

/// <summary>A load test as a person sees it: what there is to report to, progress, and one line of figures.</summary>
internal sealed class LoadRun(DeviceEnvironment environment, Phrases phrases, TextWriter output)
{
    /// <summary>What the server calls reports without a category; it is not sent by name.</summary>
    private const string Unclassified = "unclassified";

    public required Uri Server { get; init; }

    public required Uri Http { get; init; }

    public required string? Token { get; init; }

    /// <summary>A region file; null asks the server.</summary>
    public required string? Grids { get; init; }

    /// <summary>Null registers one for each grid.</summary>
    public required string? Steward { get; init; }

    /// <summary>Null keeps reports in memory only.</summary>
    public required string? QueueFolder { get; init; }

    public required TimeSpan GiveUpAfter { get; init; }

    public required LoadOptions Options { get; init; }

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var reports = await PrepareAsync(stop);
        var tally = new LoadTally(Options.Count);
        var progress = new LoadProgress(phrases, output, environment.Terminal, tally, Options.Count, environment.Time);
        using var queue = QueueFolder is { } folder ? ReportQueue.Open(folder, time: environment.Time) : null;
        var clients = Enumerable.Range(0, Options.Streams).Select(_ => Client(queue, tally, progress)).ToList();
        try
        {
            var test = new LoadTest(Options, reports, clients, tally, environment.Time);
            var elapsed = await progress.ShowAsync(() => test.RunAsync(stop));
            if (test.Failure is { } failure)
                output.WriteLine(phrases.LoadFailed(phrases.Of(failure)));
            output.WriteLine(tally.Line(elapsed));
            return Code(tally, test, stop);
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
        }
    }

    private static int Code(LoadTally tally, LoadTest test, CancellationToken stop)
    {
        if (test.Failure is { IsTransient: false })
            return ExitCode.Refused;
        if (stop.IsCancellationRequested)
            return ExitCode.Stopped;
        if (tally.Wrong > 0 || test.Failure is not null)
            return ExitCode.NotSent;
        return tally.Invalid > 0 ? ExitCode.Invalid : ExitCode.Ok;
    }

    private async Task<LoadReports> PrepareAsync(CancellationToken stop)
    {
        using var http = environment.Http(Http, Token);
        var grids = Grids is { } file ? GridCodes.Read(file) : GridCodes.Of(await http.RegionsAsync(stop));
        if (grids.Count == 0)
            throw new GridFileException(phrases.NoGrids);
        var categories = (await http.CategoriesAsync(stop)).Select(one => one.Code).Where(code => code != Unclassified).ToList();
        if (Steward is null)
            await http.RegisterStewardsAsync([.. grids.Select(grid => new StewardEntry(StewardOf(grid), $"压测 {grid}", grid))], stop);
        output.WriteLine(phrases.Loading(Options.Count, grids.Count, Options.Streams, Options.Rate));
        return new LoadReports(grids, categories, Steward is { } one ? _ => one : StewardOf, Options.Seed, Guid.NewGuid());
    }

    private static string StewardOf(string grid) => "load-" + grid;

    private FieldClient Client(ReportQueue? queue, LoadTally tally, LoadProgress progress)
    {
        var options = new FieldClientOptions { Window = Options.Window, GiveUpAfter = GiveUpAfter };
        var client = new FieldClient(environment.Field(Server, Token), options, queue, environment.Time);
        var teller = new LinkTeller(phrases, progress.Say);
        client.LinkChanged += teller.Link;
        client.BatchUnread += teller.Unread;
        client.LinkChanged += change =>
        {
            if (change.State == LinkState.Down)
                tally.Reconnected();
        };
        return client;
    }
}
