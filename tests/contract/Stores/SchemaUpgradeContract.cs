using System.Data.Common;
using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Schema;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>A database of the release before envelopes, made by its own scripts and filled by hand, opened by this one.</summary>
public abstract class SchemaUpgradeContract
{
    private static readonly ByteString Id = ReportIds.ToBytes(new Guid("00000000-0000-0000-0000-000000000001"));

    private static readonly (string Stream, int Seq, IMessage Event)[] Before =
    [
        ("grid/A", 1, new GridEvent { Accepted = new ReportAccepted { ReportId = Id, LocalDate = 20_000, Category = "a/b", Outcome = Outcome.Opened, IssueId = "A.1" } }),
        ("grid/A", 2, new GridEvent { Refused = new ReportRefused { ReportId = Id, LocalDate = 20_000 } }),
        ("grid/A", 3, new GridEvent { Withdrawn = new ReportWithdrawn { ReportId = Id, LocalDate = 20_000, Category = "a/b", Outcome = Outcome.Opened } }),
        ("issue/A.1", 1, new IssueEvent { Opened = new IssueOpened { GridCode = "A", Category = "a/b", ReportId = Id } }),
        ("placement", 1, new PlacementEvent { By = "王主任", AtUs = 1, Drained = new SiloDrained { Silo = "silo-2" } }),
        ("placement", 2, new PlacementEvent { By = "王主任", AtUs = 2, Assigned = new GridAssigned { Grid = "A", Before = new(), After = new() { Silo = "silo-1" } } }),
        ("steward/S-1", 1, new StewardEvent { Registered = new StewardRegistered { Steward = new Steward { Id = "S-1", Name = "费一" } } }),
        ("town", 1, new TownEvent { Region = new RegionDefined { Region = new Region { Code = "T", Kind = "town" }, FromDate = -719_162 } }),
        ("town", 2, new TownEvent { Category = new CategoryDefined { Category = new Category { Code = "a/b" } } }),
    ];

    protected abstract Task<DbConnection> Connect();

    protected abstract Task<IJournal> Open();

    protected abstract IReadOnlyList<SchemaScript> Scripts { get; }

    [Fact]
    public async Task J12_J13_events_of_before_get_their_type_and_an_unknown_principal()
    {
        await Make();
        await (await Open()).DisposeAsync();

        Assert.Equal(
            [
                "grid/A|1|ReportAccepted", "grid/A|2|ReportRefused", "grid/A|3|ReportWithdrawn", "issue/A.1|1|IssueOpened",
                "placement|1|SiloDrained", "placement|2|GridAssigned", "steward/S-1|1|StewardRegistered", "town|1|RegionDefined", "town|2|CategoryDefined",
            ],
            await Lines("select stream || '|' || seq || '|' || type from journal where principal_kind = 'unknown' and cause_stream = '' order by stream, seq"));
    }

    [Fact]
    public async Task J12_a_program_of_before_writes_on_beside_this_one()
    {
        await Make();
        await using var journal = await Open();
        await Insert("grid/A", 4, Before[1].Event);

        Assert.Equal(4ul, (await journal.Streams.Load("grid/A", default)).Head);
        Assert.Equal(["|unknown"], await Lines("select type || '|' || principal_kind from journal where stream = 'grid/A' and seq = 4"));
    }

    private async Task Make()
    {
        await using var connection = await Connect();
        await Execute(connection, "create table schema_version (version integer primary key, name text not null, applied_at text not null)");
        foreach (var script in Scripts.TakeWhile(script => !script.Name.Contains("envelope", StringComparison.Ordinal)))
        {
            await Script(connection, script);
            await Execute(connection, $"insert into schema_version values ({script.Number}, '{script.Name}', 'then')");
        }
        foreach (var (stream, seq, e) in Before) await Insert(stream, seq, e);
        await Execute(connection, "insert into audit (seq, at_us, by, action, subject, before, after) values (1, 1, '王主任', 'drain', 'silo-2', 'live', 'draining'), (2, 2, '王主任', 'move', 'A', '', '')");
    }

    protected virtual Task Script(DbConnection connection, SchemaScript script) => Execute(connection, script.Sql);

    protected static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>As the release before wrote it.</summary>
    private async Task Insert(string stream, int seq, IMessage e)
    {
        await using var connection = await Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = "insert into journal (stream, seq, incarnation, append, facts) values (@stream, @seq, 1, @seq, @facts)";
        foreach (var (name, value) in new (string, object)[] { ("stream", stream), ("seq", seq), ("facts", e.ToByteArray()) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync();
    }

    private async Task<IReadOnlyList<string>> Lines(string sql)
    {
        await using var connection = await Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync()) lines.Add(rows.GetString(0));
        return lines;
    }
}
