using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Words;
using Spectre.Console;

namespace RealtimeGov.Devices.Cli;

/// <summary>
/// Sending from the queue as a person sees it: on a terminal a bar of reports and, where there are photos, one of their
/// bytes; elsewhere lines alone. Told from several tasks.
/// </summary>
internal sealed class SendProgress(Phrases phrases, TextWriter output, IAnsiConsole? terminal, int reports, (int Count, long Bytes) photos)
{
    private readonly Lock gate = new();
    private int done;
    private long bytesOfEarlier;
    private ProgressTask? reportBar;
    private ProgressTask? photoBar;

    public async Task ShowAsync(Func<Task> send)
    {
        if (terminal is null)
        {
            await send();
            return;
        }

        await terminal.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                if (photos.Count > 0)
                    photoBar = bars.AddTask(Markup.Escape(phrases.PhotoBytesSent(0, photos.Bytes)), maxValue: Math.Max(1, photos.Bytes));
                reportBar = bars.AddTask(Markup.Escape(phrases.ReportsSent(0, reports)), maxValue: Math.Max(1, reports));
                await send();
            });
    }

    /// <summary>A report has its receipt.</summary>
    public void Receipt(string line)
    {
        Say(line);
        lock (gate)
            Move(reportBar, ++done, phrases.ReportsSent(done, reports));
    }

    public void Photo(PhotoChange change)
    {
        if (phrases.Photo(change) is { Length: > 0 } line)
            Say(line);
        lock (gate)
        {
            var sent = bytesOfEarlier + change.Sent;
            if (change.State is PhotoStep.Held or PhotoStep.Refused)
                bytesOfEarlier = sent;
            Move(photoBar, sent, phrases.PhotoBytesSent(sent, photos.Bytes));
        }
    }

    /// <summary>A line above the bars, or among the others.</summary>
    public void Say(string line)
    {
        lock (gate)
        {
            if (terminal is null)
                output.WriteLine(line);
            else
                terminal.WriteLine(line);
        }
    }

    private static void Move(ProgressTask? bar, double value, string description)
    {
        if (bar is null)
            return;
        bar.Value = value;
        bar.Description = Markup.Escape(description);
    }
}
