using System.Text.Json;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Crash;

/// <summary>The shipped executable, killed again and again while acknowledgements flow, on whatever store.</summary>
/// <param name="data">The executable's own folder.</param>
/// <param name="store">Its options that choose the store.</param>
/// <param name="read">What the journal holds, read past the program.</param>
internal sealed class Killing(string data, string[] store, Func<JournalReader> read)
{
    public async Task Run(int rounds)
    {
        var device = new Device(Grids());
        for (var round = 0; round < rounds; round++)
        {
            await using var gateway = await Gateway.Start(data, store);
            await Check(gateway, device);
            device.Reconnect();
            await device.StreamUntilBroken(gateway.Grpc, batches: 200 + 50 * round, then: gateway.Kill);
        }

        await using var last = await Gateway.Start(data, store);
        await Check(last, device);
        await Finish(last, device);
    }

    /// <summary>Sends what is owed, and compares device, journal and sums.</summary>
    public async Task Finish(Gateway gateway, Device device)
    {
        await device.SendTheRest(gateway.Grpc);
        await Check(gateway, device);
        Assert.Equal(device.Made, device.Acknowledged.Count);
        Assert.Equal((ulong)device.Made, await gateway.TotalValid(Gateway.Root, (ulong)device.Made));
        Assert.Equal(0, await gateway.Stop());
        Assert.Equal(device.Made, read().Accepted.Count);
    }

    private async Task Check(Gateway gateway, Device device)
    {
        var journal = read();
        Assert.Equal(journal.Accepted.Count, journal.Accepted.Distinct().Count());
        Assert.Superset(device.Acknowledged, journal.Accepted.ToHashSet());
        Assert.Equal(journal.ValidByGrid.OrderBy(g => g.Key), journal.TalliedByGrid.OrderBy(g => g.Key));
        Assert.Equal((ulong)journal.Accepted.Count, await gateway.TotalValid(Gateway.Root, (ulong)journal.Accepted.Count));
    }

    public static IReadOnlyList<string> Grids()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Repository.File("demo", "wuzhen.geojson")));
        return [.. file.RootElement.GetProperty("features").EnumerateArray()
            .Select(feature => feature.GetProperty("properties"))
            .Where(properties => properties.GetProperty("kind").GetString() == "grid")
            .Select(properties => properties.GetProperty("code").GetString()!)];
    }
}
