using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Devices.Words;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Cli;

/// <summary>
/// Keeps a report in the queue, if there is one, then sends everything that waits, oldest first, itself last. Whatever
/// happens to the line, a report is either answered or kept.
/// </summary>
internal sealed class SendRun(DeviceEnvironment environment, Phrases phrases, TextWriter output, TextWriter error)
{
    /// <summary>How long a run waits for another one that has the queue.</summary>
    private static readonly TimeSpan QueueWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan QueueRetry = TimeSpan.FromMilliseconds(50);

    private int refused;

    public required Uri Server { get; init; }

    public required string? Token { get; init; }

    public required string QueueFolder { get; init; }

    /// <summary>Without progress for this long, what waits is left waiting.</summary>
    public required TimeSpan Wait { get; init; }

    public async Task<int> ReportAsync(Report report, IReadOnlyList<string> photos, CancellationToken stop)
    {
        using var queue = await OpenAsync(stop);
        var earlier = queue.Count;
        Keep(queue, report, [.. photos]);
        if (earlier > 0)
            output.WriteLine(phrases.WaitingFirst(earlier));
        return await SendAsync(queue, phrases.Kept, stop);
    }

    /// <param name="again">Also what was set aside.</param>
    /// <param name="reportId">Of that, only this one; null for all.</param>
    public async Task<int> SendAsync(bool again, string? reportId, CancellationToken stop)
    {
        using var queue = await OpenAsync(stop);
        if (again && queue.PutBack(reportId) == 0 && reportId is not null)
            throw new UsageException(phrases.NoneAside(reportId));
        if (queue.Count > 0)
            return await SendAsync(queue, phrases.StillWaiting, stop);
        output.WriteLine(phrases.NothingWaits);
        if (queue.SetAsideCount > 0)
            output.WriteLine(phrases.SetAside(queue.SetAsideCount));
        return ExitCode.Ok;
    }

    public async Task<int> AmendAsync(string reportId, Action<Report> change, CancellationToken stop)
    {
        using var queue = await OpenAsync(stop);
        if (queue.Amend(reportId, change) is null)
            throw new UsageException(phrases.NoneKept(reportId));
        return await SendAsync(queue, phrases.Kept, stop);
    }

    private async Task<int> SendAsync(ReportQueue queue, Func<int, string> kept, CancellationToken stop)
    {
        try
        {
            var options = new FieldClientOptions { GiveUpAfter = Wait };
            var service = environment.Field(Server, Token);
            var progress = new SendProgress(phrases, output, environment.Terminal, queue.Count, queue.PhotosWaiting());
            var teller = new LinkTeller(phrases, progress.Say);
            await using var client = new FieldClient(service, options, queue, environment.Time);
            if (environment.Terminal is not null)
                client.LinkChanged += teller.Link;
            client.BatchUnread += teller.Unread;
            var sender = new QueueSender(queue, client, service.Photos, options, environment.Time)
            {
                Received = (report, receipt) => Tell(progress, report, receipt),
                PhotoChanged = progress.Photo,
            };
            await progress.ShowAsync(() => sender.RunAsync(stop));
            return refused == 0 ? ExitCode.Ok : ExitCode.Invalid;
        }
        catch (FieldServiceException fault) when (fault.IsTransient)
        {
            output.WriteLine(kept(queue.Count));
            return ExitCode.NotSent;
        }
        catch (FieldServiceException fault)
        {
            error.WriteLine(phrases.Of(fault));
            output.WriteLine(phrases.KeptAfterRefusal(queue.Count));
            return ExitCode.Refused;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            output.WriteLine(phrases.Waiting(queue.Count));
            return ExitCode.Stopped;
        }
    }

    // What a phone made in place of a photo must not cost what a person wrote: the text goes, and the file is named.
    private void Keep(ReportQueue queue, Report report, List<string> photos)
    {
        while (photos.Count > 0)
        {
            try
            {
                queue.Add(report, photos);
                return;
            }
            catch (PhotoException fault) when (fault.IsOfAPhone && report.Text.Length > 0)
            {
                error.WriteLine(phrases.WithoutFile(fault));
                photos.RemoveAll(file => file == fault.File);
            }
        }

        queue.Add([report]);
    }

    private void Tell(SendProgress progress, QueuedReport report, ReportReceipt receipt)
    {
        progress.Receipt(phrases.Receipt(receipt));
        if (!FieldClient.Counts(receipt))
        {
            refused++;
            progress.Say(phrases.KeptAside(receipt.ReportId));
        }

        foreach (var photo in report.LeftOut)
            progress.Say(phrases.LeftOut(photo));
    }

    private async Task<ReportQueue> OpenAsync(CancellationToken stop)
    {
        var started = environment.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return ReportQueue.Open(QueueFolder, time: environment.Time);
            }
            catch (QueueInUseException) when (environment.Time.GetElapsedTime(started) < QueueWait)
            {
                await Task.Delay(QueueRetry, environment.Time, stop);
            }
        }
    }
}
