using RealtimeGov.Bench.Ingest.Raw;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Journal.Sqlite;

namespace RealtimeGov.Bench.Ingest.Stores;

/// <summary>Folders below the bench's own; each is a new journal.</summary>
internal sealed class SqliteUnderTest(string folder) : IStoreUnderTest
{
    private int places;

    public string Name => "sqlite";

    public Usage Database() => default;

    public Task<string[]> ForPlain() => Task.FromResult<string[]>(["sqlite", Path.Combine(NewPlace(), "plain.db")]);

    public Task<string[]> ForHost() => Task.FromResult<string[]>(["--store", "sqlite", "--data", NewPlace()]);

    public async Task<(double Seconds, long Found)> Raw(IReadOnlyList<(RawReport[] Reports, List<RawDay> Days)> transactions)
    {
        var place = NewPlace();
        // Makes the shipped tables, and goes.
        await using (await SqliteJournal.Open(new SqliteJournalOptions { Folder = place }, TimeProvider.System)) { }
        using var raw = new SqliteRaw(Path.Combine(place, "journal.db"));
        var seconds = await StageMeter.Seconds(() => Task.Run(() =>
        {
            for (var i = 0; i < transactions.Count; i++) raw.Write(transactions[i].Reports, transactions[i].Days, i + 1);
        }));
        return (seconds, raw.CountReports());
    }

    private string NewPlace()
    {
        var place = Path.Combine(folder, $"sqlite-{++places}");
        if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
        return Directory.CreateDirectory(place).FullName;
    }
}
