using System.Text;
using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Cases;

/// <summary>
/// Case 503: a damaged first page ended in a stack; damage in the middle looked healthy while a grid could not be written,
/// and a flipped bit showed 484 for 500.
/// </summary>
[Trait("lane", "cases")]
public sealed class Case503DamagedJournalTests : IDisposable
{
    private const int PageBytes = 4_096, LeafPage = 0x0a;

    private readonly TempFolder folder = new();

    private string File => folder.File("journal.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_damaged_first_page_is_one_line_with_the_file_and_what_to_do()
    {
        await (await Open()).DisposeAsync();
        Change(bytes => Random.Shared.NextBytes(bytes.AsSpan(0, PageBytes)));

        var refused = await Assert.ThrowsAsync<StoreException>(Open);
        Assert.Equal(StoreTrouble.Damaged, refused.State.Trouble);
        Assert.StartsWith($"{File} is damaged (file is not a database). Stop the server, keep a copy", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Damage_in_one_grid_s_pages_is_found_at_the_start_and_keeps_no_other_grid_from_writing()
    {
        await using (var journal = await Open())
            foreach (var grid in (string[])["A", "B", "C"])
                Assert.Equal(CommitAttempt.Committed, await journal.OpenStore("silo-1").Commit([Large(grid, 1, 200)], default));
        // The type of each leaf page that holds an event of B; pages of the tree's inside stay.
        Change(bytes =>
        {
            for (var page = PageBytes; page < bytes.Length; page += PageBytes)
                if (bytes[page] == LeafPage && bytes.AsSpan(page, PageBytes).IndexOf("event of B"u8) >= 0) bytes[page] = 0xff;
        });

        await using var damaged = await Open();
        await damaged.Checked.WaitAsync(Patience.Max);
        Assert.Equal((StoreTrouble.Damaged, "store_damaged"), (damaged.Health.Current.Trouble, damaged.Health.Current.Code));
        Assert.StartsWith($"{File} is damaged (", damaged.Health.Current.Message, StringComparison.Ordinal);

        var store = damaged.OpenStore("silo-1");
        var together = await store.Commit([Large("B", 201, 1), Large("C", 201, 1)], default);
        Assert.Equal((CommitOutcome.Unknown, true), (together.Outcome, together.MetDamage));
        Assert.Equal(CommitAttempt.Committed, await store.Commit([Large("C", 201, 1)], default));
        Assert.Contains(SliceStatus.Unreadable, Assert.Single(await store.Inspect([Large("B", 201, 1)], default)).Slices);
        Assert.Equal(StoreTrouble.Damaged, damaged.Health.Current.Trouble); // another grid's success does not heal it
    }

    [Fact]
    public async Task Bytes_that_are_no_event_are_named_by_stream_and_seq()
    {
        await using (var journal = await Open())
            Assert.Equal(CommitAttempt.Committed, await journal.OpenStore("silo-1").Commit([Large("B", 1, 2)], default));
        await using var damaged = await Open();
        await damaged.Checked.WaitAsync(Patience.Max);
        Assert.Equal((StoreTrouble.Damaged, "the journal is damaged at grid/B 1: its bytes are no GridEvent"), (damaged.Health.Current.Trouble, damaged.Health.Current.Detail));
    }

    [Fact]
    public async Task One_bit_wrong_in_a_day_s_row_is_named_with_day_grid_and_both_figures()
    {
        var grid = new GridOfReports("GRID-FLIP");
        await using (var journal = await Open()) await grid.Report(journal.OpenStore("silo-1"), 100);
        // A row of day_tally: ..., grid, seq 100, [invalid, opened, joined 0: no bytes], recorded 100, ...
        Change(bytes =>
        {
            byte[] row = [.. Encoding.ASCII.GetBytes("GRID-FLIP"), 100, 100];
            var at = bytes.AsSpan().IndexOf(row);
            Assert.True(at > 0);
            bytes[at + row.Length - 1] ^= 4;
        });

        await using var damaged = await Open();
        await damaged.Checked.WaitAsync(Patience.Max);
        Assert.Equal(("store_figures", $"{File}: figures are not as the journal makes them (day 2024-10-04, grid GRID-FLIP: recorded 96 -> 100). Stop the server, run rebuild, and start it again."),
            (damaged.Health.Current.Code, damaged.Health.Current.Message));
    }

    [Theory]
    [InlineData("delete from day_tally", "day 2024-10-04, grid G1: missing; ")]
    [InlineData("insert into day_tally select local_date + 1, unit, grid, seq, invalid, opened, joined, recorded, by_category from day_tally", "day 2024-10-05, grid G1: should not be; ")]
    [InlineData("update day_tally set by_category = x''", "day 2024-10-04, grid G1: by_category ")]
    public async Task Rows_missing_too_many_and_of_other_categories_are_named(string change, string words)
    {
        await using (var journal = await Open()) await new GridOfReports("G1").Report(journal.OpenStore("silo-1"), 5);
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = change;
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        await using var damaged = await Open();
        await damaged.Checked.WaitAsync(Patience.Max);
        Assert.Contains(words, damaged.Health.Current.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_of_many_events_that_grows_meanwhile_is_found_whole()
    {
        await using (var journal = await Open())
            for (var i = 0; i < 3; i++) await new GridOfReports($"G{i}").Report(journal.OpenStore("silo-1"), 2_500); // more than a page of events
        await using var whole = await Open();
        var late = new GridOfReports("H");
        for (var i = 0; i < 20; i++) await late.Report(whole.OpenStore("silo-1"));
        await whole.Checked.WaitAsync(Patience.Max);
        Assert.Equal(StoreState.Ok, whole.Health.Current);
    }

    private Task<SqliteJournal> Open() => SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System);

    private void Change(Action<byte[]> change)
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        change(bytes);
        System.IO.File.WriteAllBytes(File, bytes);
    }

    // Events of some size, so that a grid has pages of its own.
    private static Append Large(string grid, ulong first, int events) => new(
        grid[0], (long)first, Envelope.Unknown,
        [new StreamSlice($"grid/{grid}", first, [.. Enumerable.Range(0, events).Select(_ => new JournalEvent("Test", [.. Encoding.ASCII.GetBytes($"event of {grid}"), .. new byte[300]]))])],
        [], new ReadRows());
}
