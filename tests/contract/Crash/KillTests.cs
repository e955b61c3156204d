using RealtimeGov.Tests.Faults;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Crash;

public sealed class KillTests
{
    [Fact]
    public Task S1_S2_S5_after_three_kills_every_acknowledged_report_is_there_once_and_counts_are_equal() => After(kills: 3);

    [Fact, Trait("lane", "long")]
    public Task S1_S2_S5_after_ten_kills_every_acknowledged_report_is_there_once_and_counts_are_equal() => After(kills: 10);

    private static async Task After(int kills)
    {
        using var folder = new TempFolder();
        await new Killing(folder.Path, [], () => JournalReader.OfSqlite(folder.Path)).Run(kills);
        await RebuildCheck.HasNoDifference(folder.Path);
    }
}
