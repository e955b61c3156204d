using System.Text.RegularExpressions;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Bench.Support.Servers;

/// <summary>
/// A server under test, in its own process: the gateway host as shipped, or the plain endpoint. Both say
/// <c>ready ADDRESS [grpc ADDRESS] pid N</c>. It never outlives the bench.
/// </summary>
public sealed partial class BenchServer : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(30);

    private readonly ChildProcess child;
    private readonly EventHandler killer;

    private BenchServer(ChildProcess child)
    {
        this.child = child;
        // Also when the bench itself is told to end.
        killer = (_, _) =>
        {
            if (!child.HasExited) child.Terminate();
        };
        AppDomain.CurrentDomain.ProcessExit += killer;
    }

    public int Pid => child.Id;

    public Uri Http { get; private set; } = null!;

    public Uri? Grpc { get; private set; }

    public Usage Used => ProcessMeter.Of(Pid);

    public static async Task<BenchServer> Start(string executable, params string[] arguments)
    {
        var server = new BenchServer(ChildProcess.Start(executable, arguments));
        try
        {
            var ready = Ready().Match(await server.child.Line("ready ", ReadyWithin));
            server.Http = new Uri(ready.Groups["http"].Value);
            if (ready.Groups["grpc"].Success) server.Grpc = new Uri(ready.Groups["grpc"].Value);
            return server;
        }
        catch (Exception error)
        {
            var said = string.Join('\n', server.child.Errors.Concat(server.child.Output).TakeLast(20));
            await server.DisposeAsync();
            throw new InvalidOperationException($"{Path.GetFileName(executable)} did not get ready\n{said}", error);
        }
    }

    /// <summary>kill -9.</summary>
    public Task Kill() => child.Kill();

    /// <summary>Asks it to end, and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= killer;
        if (!child.HasExited)
        {
            child.Terminate();
            await child.Exit(EndWithin);
        }
        await child.DisposeAsync();
    }

    [GeneratedRegex(@"^ready (?<http>\S+)( grpc (?<grpc>\S+))? pid \d+")]
    private static partial Regex Ready();
}
