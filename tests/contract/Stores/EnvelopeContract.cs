using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store keeps of who wrote an event, when and why; and of what is due.</summary>
public abstract partial class StoreContract
{
    private static readonly Guid Command = new("00112233-4455-6677-8899-aabbccddeeff");

    [Fact]
    public async Task J13_every_event_carries_its_envelope()
    {
        var envelope = new Envelope(1_700_000_000_000_001, new Principal(PrincipalKind.Person, "沈主任"), Command, EventCause.None);
        await Committed(new Append(1, 1, envelope,
        [
            new StreamSlice("grid/A", 1, [new JournalEvent("ReportAccepted", [1]), new JournalEvent("ReportRefused", [2])]),
            new StreamSlice("issue/A.1", 1, [new JournalEvent("IssueOpened", [3])]) { Cause = new EventCause("grid/A", 1) },
        ], [], new ReadRows()));
        await Committed(new Append(1, 2, envelope with { Cause = new EventCause("issue/A.1", 1) }, [new StreamSlice("grid/A", 3, [new JournalEvent("ReportRefused", [4])])], [], new ReadRows()));

        Assert.Equal(
            [
                "grid/A|1|ReportAccepted|1700000000000001|person|沈主任||0",
                "grid/A|2|ReportRefused|1700000000000001|person|沈主任||0",
                "grid/A|3|ReportRefused|1700000000000001|person|沈主任|issue/A.1|1",
                "issue/A.1|1|IssueOpened|1700000000000001|person|沈主任|grid/A|1",
            ],
            Lines("select stream, seq, type, recorded_at_us, principal_kind, principal_id, cause_stream, cause_seq from journal order by stream, seq"));
        Assert.Equal([Command.ToString("N")], Lines("select distinct command_id from journal").Select(line => line.Replace("-", "")));
        Assert.Equal([(3ul, new EventCause("issue/A.1", 1))], (await Journal.Streams.Load("grid/A", default)).Causes);
    }

    [Fact]
    public async Task J9_a_deadline_is_replaced_by_a_later_event_and_cleared_by_a_later_one_still()
    {
        await Committed(Due(1, rows => Deadlines.Set(rows, "issue/A.1", "accept", 1, 500, "A")));
        await Committed(Due(2, rows => Deadlines.Set(rows, "issue/A.1", "accept", 2, 700, "A"), rows => Deadlines.Set(rows, "issue/A.1", "solve", 2, 900, "A")));
        Assert.Equal(["accept|2|700|A", "solve|2|900|A"], Lines("select kind, version, due_us, grid from deadline order by kind"));

        // A clearing of before does not take back what was set after it, in one batch or in two.
        await Committed(Due(3, rows => Deadlines.Clear(rows, "issue/A.1", "solve", 1)));
        await Committed(Due(4, rows => Deadlines.Clear(rows, "issue/A.1", "accept", 4)), Due(5, rows => Deadlines.Set(rows, "issue/A.1", "accept", 5, 800, "A")));
        Assert.Equal(["accept|5|800|A", "solve|2|900|A"], Lines("select kind, version, due_us, grid from deadline order by kind"));
        await Committed(Due(6, rows => Deadlines.Clear(rows, "issue/A.1", "accept", 6)));
        Assert.Equal(["solve|2"], Lines("select kind, version from deadline"));
    }

    [Fact]
    public async Task What_is_due_in_some_grids_comes_the_longest_due_first()
    {
        await Committed(Due(1,
            rows => Deadlines.Set(rows, "issue/A.1", "accept", 1, 500, "A"), rows => Deadlines.Set(rows, "issue/A.1", "solve", 1, 400, "A"),
            rows => Deadlines.Set(rows, "issue/B.1", "accept", 1, 300, "B"), rows => Deadlines.Set(rows, "issue/C.1", "accept", 1, 100, "C")));

        Deadline[] expected = [new("issue/B.1", "accept", 1, 300, "B"), new("issue/A.1", "solve", 1, 400, "A")];
        Assert.Equal(expected, await Journal.ReadModel.Query(Deadlines.Due(["A", "B"], nowUs: 499, limit: 9), default));
        Assert.Equal(3, (await Journal.ReadModel.Query(Deadlines.Due(["A", "B"], nowUs: 500, limit: 9), default)).Count);
        Assert.Single(await Journal.ReadModel.Query(Deadlines.Due(["A", "B"], nowUs: 500, limit: 1), default));
    }

    [Fact]
    public async Task J15_messages_are_durable_with_the_append_that_decided_them_or_not_at_all()
    {
        var message = new OutboxMessage("issue/A.1", 1, "grid/A", 0, "A", Command, "IssueClosed", [9]);
        await Committed(Make("issue/A.1", 1) with { Outbox = [message] });
        var refused = Make("issue/A.1", 1, incarnation: 2) with { Outbox = [message with { Target = "grid/B" }] };
        Assert.NotEqual(CommitAttempt.Committed, await Store.Commit([refused], default));
        Assert.Equal(["issue/A.1|1|grid/A|0|A|IssueClosed|09"], Lines("select sender, seq, target, previous, grid, type, payload from outbox"));
    }

    [Fact]
    public void J14_the_stores_tables_are_as_they_are_declared()
    {
        foreach (var table in Catalog.Tables)
        {
            using var connection = Connect();
            using var command = connection.CreateCommand();
            command.CommandText = $"select * from {table.Name} where 1 = 0";
            using var row = command.ExecuteReader();
            var columns = Enumerable.Range(0, row.FieldCount).Select(row.GetName).Order();
            Assert.Equal((table.Name, string.Join(' ', table.Columns.Select(c => c.Name).Order())), (table.Name, string.Join(' ', columns)));
        }
    }

    private static Append Due(ulong seq, params Action<ReadRows>[] rows) => WithRows(Make("issue/A.1", seq, number: (long)seq), to =>
    {
        foreach (var add in rows) add(to);
    });
}
