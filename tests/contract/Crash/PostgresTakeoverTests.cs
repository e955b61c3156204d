using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Crash;

/// <summary>Two nodes of one name and one journal: the living one keeps the name, a frozen one loses it for good.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresTakeoverTests(PostgresCluster cluster)
{
    [Fact]
    public async Task S4_a_node_that_stood_still_while_another_took_its_name_ends_when_it_goes_on_and_nothing_is_lost_or_doubled()
    {
        using var folder = new TempFolder();
        var database = await cluster.CreateDatabase();
        await using var first = await Gateway.Start(folder.File("first"), Options(database));
        var device = new Device(Killing.Grids());
        var frozen = new TaskCompletionSource();
        var streaming = device.StreamUntilBroken(first.Grpc, batches: 200, then: () =>
        {
            first.Freeze();
            frozen.SetResult();
            return Task.CompletedTask;
        });
        await frozen.Task;

        await using var second = await Gateway.Start(folder.File("second"), Options(database));
        first.Thaw();
        Assert.Equal(2, await first.Exit());
        await streaming;

        Assert.True(
            first.Errors[^1].Contains("This process stood still and was replaced: it ends, and has lost nothing that it acknowledged.", StringComparison.Ordinal),
            string.Join('\n', first.Errors.TakeLast(20)));
        device.Reconnect();
        await new Killing(folder.Path, [], () => JournalReader.OfPostgres(database)).Finish(second, device);
    }

    [Fact, Trait("lane", "long")]
    public async Task A_second_node_of_a_name_is_refused_while_the_first_lives_and_starts_when_it_is_gone()
    {
        using var folder = new TempFolder();
        var database = await cluster.CreateDatabase();
        await using var first = await Gateway.Start(folder.File("first"), Options(database));

        var (code, errors) = await Gateway.Refused(folder.File("second"), Options(database));
        Assert.Equal(2, code);
        Assert.StartsWith("a silo named silo-1 lives at 127.0.0.1:", Assert.Single(errors));

        await first.Kill();
        await using var next = await Gateway.Start(folder.File("second"), Options(database));
        Assert.Equal(0, await next.Stop());
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port={port};Username=town;Password=wrong;Database=town", "REALTIMEGOV_CONNECTION: PostgreSQL at 127.0.0.1:")]
    [InlineData("Username=town;Database=town", "REALTIMEGOV_CONNECTION: names no Host")]
    public async Task A_wrong_connection_string_from_the_environment_is_refused_by_the_variables_name(string connection, string start)
    {
        using var folder = new TempFolder();
        var filled = connection.Replace("{port}", $"{cluster.Port}", StringComparison.Ordinal);
        var (code, errors) = await Gateway.RefusedFromEnvironment(folder.Path, filled, "--store", "postgres");
        Assert.Equal(2, code);
        Assert.StartsWith(start, Assert.Single(errors));
    }

    private static string[] Options(string database) => ["--store", "postgres", "--silo-port", "0", "--connection", database];
}
