using Microsoft.Data.Sqlite;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Crash;

/// <summary>The shipped device, killed with -9 while it sends to the shipped server.</summary>
public sealed class DeviceKillTests : IDisposable
{
    private const int Rounds = 6;

    private readonly TempFolder folder = new();

    private string Data => folder.File("device");

    private string Queue => Path.Combine(Data, "queue");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whatever_was_kept_is_counted_once_however_often_the_device_is_killed()
    {
        await using var server = await Server.Start(folder.File("server"));
        for (var round = 0; round < Rounds; round++)
        {
            // Without an end, and killed with hundreds of reports on their way.
            await using var device = Load(server, "--queue", "--count", "10000000", "--streams", "4", "--window", "32", "--batch", $"{1 + (3 * round)}");
            await server.CountsMore(100 * (1 + round));
            await device.Kill();
        }

        var waiting = Pending.Read(Queue);
        Assert.True(waiting.Reports > 0, "the kills came while reports were on their way");
        Assert.Null(waiting.HeldBy);

        await using var sender = Start(["send", "--wait", "30", "--server", server.Grpc]);
        Assert.Equal(0, await sender.Exit(Server.Patience));

        Assert.Equal(waiting.Reports, sender.Output.Count);
        Assert.Contains(sender.Output, line => line.Contains("was received before", StringComparison.Ordinal));
        Assert.Equal(0, Pending.Read(Queue).Reports);
        var kept = EverKept();
        Assert.Equal(kept, await server.TotalValid(kept));
    }

    [Fact]
    public async Task A_server_that_is_killed_and_comes_back_costs_no_report()
    {
        const int reports = 20_000;
        var (port, grpcPort) = (FreePort.Next(), FreePort.Next());
        var first = await Server.Start(folder.File("server"), port, grpcPort);
        await using var device = Load(first, "--count", $"{reports}", "--streams", "3", "--batch", "4");
        await device.Line(line => Done(line) >= reports / 10, Server.Patience);
        await first.Kill();
        await first.DisposeAsync();
        await device.Line("no connection", Server.Patience);
        await using var second = await Server.Start(folder.File("server"), port, grpcPort);

        Assert.Equal(0, await device.Exit(Server.Patience));

        Assert.Matches($" lost=0 doubled=0 .* reconnects=[1-9]", device.Output[^1]);
        Assert.Equal(reports, await second.TotalValid(reports));
    }

    // Places in the queue are given once and never again, so the last one is how many reports were ever kept.
    private long EverKept()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Queue, "queue.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select seq from sqlite_sequence where name = 'report'";
        return (long)command.ExecuteScalar()!;
    }

    private static int Done(string line) =>
        line.EndsWith(" reports", StringComparison.Ordinal) && line.Contains(" of ", StringComparison.Ordinal) ? int.Parse(line.Split(' ')[0], null) : -1;

    private ChildProcess Load(Server server, params string[] options) => Start(["load", "--server", server.Grpc, "--http", server.Http, .. options]);

    private ChildProcess Start(string[] arguments) =>
        ChildProcess.Start(Repository.Executable("RealtimeGov.Devices"), [.. arguments, "--data", Data, "--lang", "en"]);
}
