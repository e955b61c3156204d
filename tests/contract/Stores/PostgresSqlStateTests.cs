using Npgsql;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Contract.Tests.Stores;

public sealed class PostgresSqlStateTests
{
    [Theory]
    [InlineData("23505", CommitOutcome.KeyConflict)] // unique violation
    [InlineData("23502", CommitOutcome.DataError)] // not null
    [InlineData("23514", CommitOutcome.DataError)] // check
    [InlineData("22021", CommitOutcome.DataError)] // not in the encoding
    [InlineData("54000", CommitOutcome.DataError)] // a limit
    [InlineData("55P03", CommitOutcome.Unknown)] // lock time-out: J4
    [InlineData("08006", CommitOutcome.Unknown)] // connection failure
    [InlineData("25006", CommitOutcome.Unknown)] // read only: a stand-by
    [InlineData("40P01", CommitOutcome.Unknown)] // deadlock
    [InlineData("40001", CommitOutcome.Unknown)] // serialisation
    [InlineData("53100", CommitOutcome.Unknown)] // disk full
    [InlineData("53300", CommitOutcome.Unknown)] // too many connections
    [InlineData("57P01", CommitOutcome.Unknown)] // shut down
    [InlineData("57014", CommitOutcome.Unknown)] // statement cancelled
    [InlineData("58030", CommitOutcome.Unknown)] // input/output
    [InlineData("42P01", CommitOutcome.DataError)] // anything else: bisected
    [InlineData("XX000", CommitOutcome.DataError)]
    public void J3_sql_states_mean(string state, CommitOutcome outcome) =>
        Assert.Equal(outcome, SqlStates.Classify(new PostgresException("", "ERROR", "ERROR", state)));

    // Line 8 of what others met: one state, whatever the store.
    [Theory]
    [Trait("lane", "cases")]
    [InlineData("53100", StoreTrouble.Full, "store_full")]
    [InlineData("25006", StoreTrouble.ReadOnly, "store_read_only")]
    [InlineData("XX001", StoreTrouble.Damaged, "store_damaged")]
    [InlineData("XX002", StoreTrouble.Damaged, "store_damaged")]
    [InlineData("58030", StoreTrouble.Failing, "store_failing")]
    [InlineData("57P03", StoreTrouble.Unreachable, "store_unreachable")]
    [InlineData("08006", StoreTrouble.Unreachable, "store_unreachable")]
    public void States_that_are_the_store_s_trouble(string state, StoreTrouble trouble, string code)
    {
        var told = SqlStates.StateOf(new PostgresException("words", "ERROR", "ERROR", state))!;
        Assert.Equal((trouble, code), (told.Trouble, told.Code));
    }

    [Theory]
    [Trait("lane", "cases")]
    [InlineData("23505")]
    [InlineData("40001")]
    [InlineData("57014")]
    public void States_that_are_one_append_s_say_nothing_of_the_store(string state) =>
        Assert.Null(SqlStates.StateOf(new PostgresException("words", "ERROR", "ERROR", state)));

    [Fact]
    [Trait("lane", "cases")]
    public void A_refused_connection_is_told_without_the_names_of_machines()
    {
        var told = SqlStates.StateOf(new NpgsqlException("Failed to connect to 10.1.2.3:5432", new System.Net.Sockets.SocketException(111)))!;
        Assert.Equal((StoreTrouble.Unreachable, "PostgreSQL cannot be reached. Start it; what waits is then stored by itself."), (told.Trouble, told.PublicMessage));
    }

    [Theory]
    [Trait("lane", "cases")]
    [InlineData("XX001")]
    [InlineData("XX002")]
    public void J3_a_damaged_page_gives_no_report_up(string state)
    {
        var error = new PostgresException("invalid page in block 1", "ERROR", "ERROR", state);
        Assert.Equal((CommitOutcome.Unknown, true), (SqlStates.Classify(error), SqlStates.IsDamage(error)));
    }

    [Fact]
    public void J3_a_lost_connection_leaves_the_outcome_unknown() =>
        Assert.Equal(CommitOutcome.Unknown, SqlStates.Classify(new NpgsqlException("lost", new IOException())));

    [Fact]
    public void J3_what_the_driver_cannot_write_is_a_data_error() =>
        Assert.Equal(CommitOutcome.DataError, SqlStates.Classify(new ArgumentException("no Unicode")));
}
