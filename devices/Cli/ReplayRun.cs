using RealtimeGov.Devices.Http;
using RealtimeGov.Devices.Import;
using RealtimeGov.Devices.Playback;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Words;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Cli;

/// <summary>A replay as a person sees it: categories first, then rows with progress, then what came of them.</summary>
internal sealed class ReplayRun(DeviceEnvironment environment, Phrases phrases, TextWriter output)
{
    private const int ReasonsShown = 10;

    public required Uri Server { get; init; }

    public required Uri Http { get; init; }

    public required string? Token { get; init; }

    public required ImportFile Input { get; init; }

    public required ImportScan Scan { get; init; }

    public required ResumePoint Beginning { get; init; }

    public required ResumeFile Resume { get; init; }

    public required ReplayOptions Options { get; init; }

    public required FieldClientOptions Client { get; init; }

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var from = Resume.RowsDone(Beginning);
        foreach (var note in Scan.Notes)
            output.WriteLine(phrases.OfFile(note));
        using (var http = environment.Http(Http, Token))
            await http.RegisterCategoriesAsync([.. Scan.Categories.Select(code => new CategoryEntry(code))], stop);
        output.WriteLine(phrases.Replaying(Path.GetFileName(Input.Path), Scan.Rows, from));
        var replay = new Replay(Input, Scan, Resume, Beginning, Options, environment.Time);
        var progress = new ReplayProgress(phrases, output, environment.Terminal, Scan.Rows, from);
        await using var client = new FieldClient(environment.Field(Server, Token), Client, queue: null, environment.Time);
        var teller = new LinkTeller(phrases, progress.Say);
        client.LinkChanged += teller.Link;
        client.BatchUnread += teller.Unread;
        var result = await progress.ShowAsync(report => replay.RunAsync(client, report, stop));
        return Tell(result, stop);
    }

    private int Tell(ReplayResult result, CancellationToken stop)
    {
        if (result.Tally.Retried > 0)
            output.WriteLine(phrases.Retried(result.Tally.Retried));
        var reasons = result.Tally.Invalid.ToList();
        foreach (var invalid in reasons.Take(ReasonsShown))
            output.WriteLine(phrases.InvalidRows(invalid.Reason, invalid.Count, invalid.FirstRow));
        if (reasons.Count > ReasonsShown)
            output.WriteLine(phrases.MoreReasons(reasons.Count - ReasonsShown));
        if (result.Failure is { } failure)
            output.WriteLine(phrases.Of(failure));
        if (!result.Finished)
            output.WriteLine(phrases.Stopped(result.Done, Scan.Rows, Resume.Path));
        output.WriteLine(result.Line());
        if (result.Finished)
            return result.Tally.NotInTheTown == 0 ? ExitCode.Ok : ExitCode.Invalid;
        if (result.Failure is { IsTransient: false })
            return ExitCode.Refused;
        return stop.IsCancellationRequested ? ExitCode.Stopped : ExitCode.NotSent;
    }
}
