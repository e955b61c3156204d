using System.Diagnostics;

namespace RealtimeGov.Tests.Support;

/// <summary>
/// A process a test started: its output is collected, its lines can be awaited, it can be killed with a real signal,
/// and it never outlives the test.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ChildOutput output = new();
    private readonly ChildOutput errors = new();
    private readonly Task ended;

    private ChildProcess(Process process)
    {
        this.process = process;
        ended = Task.WhenAll(Read(process.StandardOutput, output), Read(process.StandardError, errors));
    }

    /// <summary>The system's process id.</summary>
    public int Id => process.Id;

    /// <summary>True once the process is gone.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>What it wrote to standard output so far.</summary>
    public IReadOnlyList<string> Output => output.Lines;

    /// <summary>What it wrote to standard error so far.</summary>
    public IReadOnlyList<string> Errors => errors.Lines;

    /// <summary>Starts an executable with its arguments as they are, without a shell, and closes its input.</summary>
    /// <param name="environment">Variables to set; a null value removes one.</param>
    public static ChildProcess Start(
        string executable,
        IEnumerable<string> arguments,
        string? workingFolder = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            WorkingDirectory = workingFolder ?? Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} did not start");
        process.StandardInput.Close();
        return new ChildProcess(process);
    }

    /// <summary>The first line of standard output, past or future, that is wanted.</summary>
    /// <exception cref="TimeoutException">None came in time; the message holds the output.</exception>
    /// <exception cref="InvalidOperationException">The process ended without such a line.</exception>
    public async Task<string> Line(Func<string, bool> wanted, TimeSpan within)
    {
        try
        {
            return await output.First(wanted).WaitAsync(within);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"no such line within {within.TotalSeconds} s\n{Transcript()}");
        }
    }

    /// <summary>The first line that starts with the given text.</summary>
    public Task<string> Line(string start, TimeSpan within) =>
        Line(line => line.StartsWith(start, StringComparison.Ordinal), within);

    /// <summary>kill -9, and waits until the process is gone.</summary>
    public async Task Kill()
    {
        Signals.Send(process.Id, Signals.Kill);
        await process.WaitForExitAsync();
        await ended;
    }

    /// <summary>SIGTERM: asks the process to end.</summary>
    public void Terminate() => Signals.Send(process.Id, Signals.Terminate);

    /// <summary>SIGINT: what Ctrl-C sends.</summary>
    public void Interrupt() => Signals.Send(process.Id, Signals.Interrupt);

    /// <summary>SIGSTOP: the process stands still until <see cref="Thaw"/>.</summary>
    public void Freeze() => Signals.Send(process.Id, Signals.Stop);

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signals.Send(process.Id, Signals.Continue);

    /// <summary>The exit code, after all output has been read; 128 + n when signal n ended it.</summary>
    public async Task<int> Exit(TimeSpan within)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(within);
            await ended.WaitAsync(within);
            return process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"still running after {within.TotalSeconds} s\n{Transcript()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Kill();

        process.Dispose();
    }

    private async Task Read(StreamReader reader, ChildOutput into)
    {
        while (await reader.ReadLineAsync() is { } line)
            into.Add(line);

        into.End(new InvalidOperationException($"the process ended without such a line\n{Transcript()}"));
    }

    private string Transcript() => string.Join('\n', output.Lines.Concat(errors.Lines).TakeLast(50));
}
