using System.Text.Json;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Crash;

public sealed class KillTests
{
    private const int Rounds = 10;

    [Fact]
    public async Task S1_S2_S5_after_ten_kills_every_acknowledged_report_is_there_once_and_counts_are_equal()
    {
        using var folder = new TempFolder();
        var device = new Device(Grids());
        for (var round = 0; round < Rounds; round++)
        {
            await using var gateway = await Gateway.Start(folder.Path);
            await Check(gateway, folder.Path, device);
            device.Reconnect();
            await device.StreamUntilBroken(gateway.Grpc, batches: 200 + 50 * round, then: gateway.Kill);
        }

        await using var last = await Gateway.Start(folder.Path);
        await Check(last, folder.Path, device);
        await device.SendTheRest(last.Grpc);
        await Check(last, folder.Path, device);
        Assert.Equal(device.Made, device.Acknowledged.Count);
        Assert.Equal((ulong)device.Made, await last.TotalValid(Gateway.Root, (ulong)device.Made));
        Assert.Equal(0, await last.Stop());
        Assert.Equal(device.Made, JournalReader.Read(folder.Path).Accepted.Count);
    }

    private static async Task Check(Gateway gateway, string folder, Device device)
    {
        var journal = JournalReader.Read(folder);
        Assert.Equal(journal.Accepted.Count, journal.Accepted.Distinct().Count());
        Assert.Superset(device.Acknowledged, journal.Accepted.ToHashSet());
        Assert.Equal(journal.ValidByGrid.OrderBy(g => g.Key), journal.TalliedByGrid.OrderBy(g => g.Key));
        Assert.Equal((ulong)journal.Accepted.Count, await gateway.TotalValid(Gateway.Root, (ulong)journal.Accepted.Count));
    }

    private static IReadOnlyList<string> Grids()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Repository.File("demo", "wuzhen.geojson")));
        return [.. file.RootElement.GetProperty("features").EnumerateArray()
            .Select(feature => feature.GetProperty("properties"))
            .Where(properties => properties.GetProperty("kind").GetString() == "grid")
            .Select(properties => properties.GetProperty("code").GetString()!)];
    }
}
