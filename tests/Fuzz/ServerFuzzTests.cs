using RealtimeGov.Fuzz.Tests.Engine;
using RealtimeGov.Fuzz.Tests.Server;

namespace RealtimeGov.Fuzz.Tests;

/// <summary>The server's sockets: it stays well, does not grow, and counts what its receipts said and nothing else.</summary>
public sealed class ServerFuzzTests
{
    [Fact]
    public async Task Whatever_comes_in_by_a_socket_changes_nothing()
    {
        await using var server = await FuzzServer.Start();
        var before = await server.Read();
        using var grpc = new GrpcTarget(server);
        using var hub = new HubTarget(server);
        var http = new HttpTarget(server);

        LiveTarget[] targets = [grpc, hub, http, new Http2Target(server)];
        foreach (var target in targets) await Fuzzing.Run(target, targets.Length);

        await server.IsWell();
        Assert.NotEqual(0, http.Answered);
        var expected = before with { Valid = before.Valid + grpc.Accepted, Invalid = before.Invalid + (ulong)grpc.Refused.Count };
        var after = await server.Read(expected with { Issues = before.Issues });
        Assert.Equal(expected with { Issues = after.Issues }, after);
        Assert.InRange(after.Issues - before.Issues, 0ul, grpc.Accepted);
    }
}
