using RealtimeGov.Devices.Playback;
using RealtimeGov.Devices.Words;
using Spectre.Console;

namespace RealtimeGov.Devices.Cli;

/// <summary>A bar on a terminal; elsewhere a line every 500 rows.</summary>
internal sealed class ReplayProgress(Phrases phrases, TextWriter output, IAnsiConsole? terminal, long rows, long from)
{
    public const int RowsPerLine = 500;

    /// <summary>A line above the bar, or among the others.</summary>
    public void Say(string line)
    {
        if (terminal is null)
            output.WriteLine(line);
        else
            terminal.WriteLine(line);
    }

    public Task<ReplayResult> ShowAsync(Func<Action<long>, Task<ReplayResult>> run) =>
        terminal is null ? LinesAsync(run) : BarAsync(terminal, run);

    private async Task<ReplayResult> LinesAsync(Func<Action<long>, Task<ReplayResult>> run)
    {
        var told = from / RowsPerLine;
        return await run(done =>
        {
            if (done / RowsPerLine == told)
                return;
            told = done / RowsPerLine;
            output.WriteLine(phrases.Rows(done, rows));
        });
    }

    private static string Name(string text) => Markup.Escape(text);

    private async Task<ReplayResult> BarAsync(IAnsiConsole console, Func<Action<long>, Task<ReplayResult>> run)
    {
        ReplayResult? result = null;
        await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bar =>
            {
                var task = bar.AddTask(Name(phrases.Rows(from, rows)), maxValue: Math.Max(1, rows));
                task.Value = from;
                result = await run(done =>
                {
                    task.Value = done;
                    task.Description = Name(phrases.Rows(done, rows));
                });
            });
        return result!;
    }
}
