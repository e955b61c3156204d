using RealtimeGov.Tests.Faults;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Crash;

public sealed class KillTests
{
    private const int Rounds = 10;

    [Fact]
    public async Task S1_S2_S5_after_ten_kills_every_acknowledged_report_is_there_once_and_counts_are_equal()
    {
        using var folder = new TempFolder();
        await new Killing(folder.Path, [], () => JournalReader.OfSqlite(folder.Path)).Run(Rounds);
        await RebuildCheck.HasNoDifference(folder.Path);
    }
}
