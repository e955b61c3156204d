using RealtimeGov.Devices.Words;
using Spectre.Console;

namespace RealtimeGov.Devices.Load;

/// <summary>A bar on a terminal; elsewhere a line at every tenth.</summary>
internal sealed class LoadProgress(Phrases phrases, TextWriter output, IAnsiConsole? terminal, LoadTally tally, int count, TimeProvider time)
{
    private const int LinesMax = 10;

    /// <summary>How often it looks.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();

    public async Task<T> ShowAsync<T>(Func<Task<T>> work)
    {
        if (terminal is null)
        {
            var told = 0L;
            return await WatchAsync(work(), answered =>
            {
                if (answered * LinesMax / count == told || answered == count)
                    return;
                told = answered * LinesMax / count;
                Say(phrases.ReportsSent(answered, count));
            });
        }

        T? result = default;
        await terminal.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(Markup.Escape(phrases.ReportsSent(0, count)), maxValue: count);
                result = await WatchAsync(work(), answered =>
                {
                    bar.Value = answered;
                    bar.Description = Markup.Escape(phrases.ReportsSent(answered, count));
                });
            });
        return result!;
    }

    /// <summary>A line above the bar, or among the others; from any task.</summary>
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

    private async Task<T> WatchAsync<T>(Task<T> work, Action<long> show)
    {
        while (await Task.WhenAny(work, Task.Delay(Look, time)) != work)
            show(tally.Answered);
        show(tally.Answered);
        return await work;
    }
}
