using Microsoft.Data.Sqlite;
using RealtimeGov.Gateway.Host;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Hosting;

public sealed class RebuildCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task J14_beside_an_open_journal_it_checks_names_what_differs_and_puts_it_right()
    {
        await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System);
        Assert.Equal((0, "the read model is as the journal makes it"), await Last("--check"));

        Insert(); // a row that no event made
        Assert.Equal((1, "1 rows differ; nothing was changed. Run rebuild without --check to put them right"), await Last("--check"));
        Assert.Equal((0, "1 rows differed and are now as the journal makes them"), await Last());
        Assert.Equal((0, "the read model is as the journal makes it"), await Last("--check"));
    }

    [Fact]
    [Trait("lane", "cases")]
    public async Task J14_a_figure_that_differs_is_told_with_its_day_and_grid()
    {
        await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System);
        Insert("insert into day_tally (local_date, unit, grid, seq, invalid, opened, joined, recorded, by_category) values (20000, '', 'G1', 1, 0, 484, 0, 0, x'')");
        var (code, output, _) = await Run("--check");
        Assert.Equal(1, code);
        Assert.Matches("^day_tally local_date=20000 unit='' grid=G1: should not be; .*opened 484 -> nothing.* \\(day 2024-10-04\\)$", Assert.Single(output.Split('\n'), line => line.StartsWith("day_tally", StringComparison.Ordinal)).Trim());
    }

    [Fact]
    public async Task A_folder_without_a_journal_is_refused_by_its_option()
    {
        var (code, _, errors) = await Run("--check");
        Assert.Equal((2, $"--data {folder.Path}: there is no journal.db; name the folder of the server's --data"), (code, errors));
    }

    [Theory]
    [InlineData("--port", "1")]
    [InlineData("--store", "postgres", "--connection", "Host")]
    public async Task An_option_that_does_not_fit_is_refused(params string[] options) => Assert.Equal(2, (await Run(options)).Code);

    private async Task<(int Code, string Line)> Last(params string[] options)
    {
        var (code, output, _) = await Run(options);
        return (code, output.Split('\n')[^1]);
    }

    private async Task<(int Code, string Output, string Errors)> Run(params string[] options)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await HostProgram.Run(["rebuild", "--data", folder.Path, .. options], output, errors);
        return (code, output.ToString().Trim(), errors.ToString().Trim());
    }

    private void Insert(string row = "insert into assignment (grid, silo, pinned, seq) values ('A', 'silo-9', 1, 1)")
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = row;
        command.ExecuteNonQuery();
    }
}
