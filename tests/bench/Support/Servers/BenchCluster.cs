using System.Globalization;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Bench.Support.Servers;

/// <summary>Silos as processes on one PostgreSQL. They never outlive the bench.</summary>
public sealed class BenchCluster : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(60);

    private readonly string executable;
    private readonly string connection;
    private readonly List<Member> members;
    private readonly EventHandler killer;

    private BenchCluster(string executable, string connection, int silos)
    {
        (this.executable, this.connection) = (executable, connection);
        members = [.. Enumerable.Range(1, silos).Select(number => new Member($"silo-{number}", FreePort.Next(), FreePort.Next()))];
        killer = (_, _) =>
        {
            foreach (var member in members)
                if (member.Child is { HasExited: false } child) _ = child.Kill(); // told to end, they would wait for a database that may be gone
        };
        AppDomain.CurrentDomain.ProcessExit += killer;
    }

    public int Silos => members.Count;

    public static async Task<BenchCluster> Start(string executable, string connection, int silos)
    {
        var cluster = new BenchCluster(executable, connection, silos);
        try
        {
            for (var silo = 0; silo < silos; silo++) await cluster.Start(silo);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the gateway host wants to be told to be a gateway of this cluster.</summary>
    public string[] GatewayOptions => ["--role", "gateway", "--connection", connection];

    /// <summary>kill -9.</summary>
    public Task Kill(int silo) => members[silo].Child!.Kill();

    /// <summary>Starts it, or starts it again, under its name and at its ports.</summary>
    public async Task Start(int silo)
    {
        var member = members[silo];
        if (member.Child is not null) await member.Child.DisposeAsync();
        member.Child = ChildProcess.Start(executable,
        [
            "--role", "silo", "--name", member.Name, "--connection", connection,
            "--silo-port", member.SiloPort.ToString(CultureInfo.InvariantCulture), "--gateway-port", member.GatewayPort.ToString(CultureInfo.InvariantCulture),
        ]);
        await member.Child.Line("ready silo", ReadyWithin);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= killer;
        foreach (var child in members.Select(member => member.Child).OfType<ChildProcess>())
        {
            if (!child.HasExited)
            {
                child.Terminate();
                await child.Exit(EndWithin);
            }
            await child.DisposeAsync();
        }
    }

    private sealed record Member(string Name, int SiloPort, int GatewayPort)
    {
        public ChildProcess? Child { get; set; }
    }
}
