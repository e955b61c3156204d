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

    [Fact]
    public void J3_a_lost_connection_leaves_the_outcome_unknown() =>
        Assert.Equal(CommitOutcome.Unknown, SqlStates.Classify(new NpgsqlException("lost", new IOException())));

    [Fact]
    public void J3_what_the_driver_cannot_write_is_a_data_error() =>
        Assert.Equal(CommitOutcome.DataError, SqlStates.Classify(new ArgumentException("no Unicode")));
}
