using Google.Protobuf;
using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Sqlite;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What goes through a prepared statement is what stands in the row, at the edges of length too.</summary>
public sealed class WriteStatementTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly PreparedStatements prepared;

    public WriteStatementTests()
    {
        connection.Open();
        SqliteConnections.Execute(connection, "create table t (k text not null primary key, i integer not null, r real not null, b blob not null) strict");
        prepared = new PreparedStatements(connection);
    }

    public static TheoryData<string> Texts => ["", "井盖", new string('街', 200), new string('x', 201), new string('街', 201), "\U0001F6B0 drain"];

    [Theory, MemberData(nameof(Texts))]
    public void Text_of_any_length_stands_as_it_was(string text)
    {
        Assert.Equal(1, Insert.Execute(text, 1L, 0.5, new byte[] { 1 }));
        Assert.Equal(text, SqliteConnections.Scalar(connection, "select k from t"));
    }

    [Fact]
    public void Numbers_and_bytes_stand_as_they_were_and_no_bytes_are_no_null()
    {
        Insert.Execute("a", long.MinValue, -1.25, Array.Empty<byte>());
        Insert.Execute("b", long.MaxValue, double.Epsilon, ByteString.CopyFrom(0, 255));
        Insert.Execute("c", 0, 0.0, ByteString.Empty);
        Assert.Equal("-9223372036854775808|-1.25|blob|0", Row("a"));
        Assert.Equal("9223372036854775807|4.94065645841247e-324|blob|2", Row("b"));
        Assert.Equal("0|0.0|blob|0", Row("c"));
    }

    [Fact]
    public void A_number_of_a_parameter_counts_and_not_where_it_first_appears()
    {
        Insert.Execute("a", 1L, 0.0, new byte[] { 1 });
        Assert.Equal(1, prepared.Prepare("update t set i = ?2 where k = ?1 and i < ?2").Execute("a", 7L));
        Assert.Equal(7L, SqliteConnections.Scalar(connection, "select i from t"));
    }

    [Fact]
    public void A_statement_that_failed_can_be_used_again()
    {
        var insert = Insert;
        insert.Execute("a", 1L, 0.0, new byte[] { 1 });
        var held = Assert.Throws<SqliteException>(() => insert.Execute("a", 2L, 0.0, new byte[] { 1 }));
        Assert.Equal((19, 1555), (held.SqliteErrorCode, held.SqliteExtendedErrorCode)); // constraint, of the primary key
        Assert.Equal(1, insert.Execute("b", 2L, 0.0, new byte[] { 1 }));
    }

    [Fact]
    public void What_changes_nothing_says_0_after_a_change_too()
    {
        var once = prepared.Prepare("insert into t values (?1, 1, 1.0, x'01') on conflict do nothing");
        Assert.Equal(1, once.Execute("a"));
        Assert.Equal(0, once.Execute("a"));
    }

    [Fact]
    public void A_null_is_refused_before_SQLite_sees_it()
    {
        Assert.Throws<ArgumentNullException>(() => Insert.Execute((string)null!, 1L, 0.0, new byte[] { 1 }));
        Assert.Equal(0L, SqliteConnections.Scalar(connection, "select count(*) from t"));
    }

    public void Dispose()
    {
        prepared.Dispose();
        connection.Dispose();
    }

    private WriteStatement Insert => prepared.Prepare("insert into t values (?1, ?2, ?3, ?4)");

    private string Row(string key) =>
        (string)SqliteConnections.Scalar(connection, $"select i || '|' || r || '|' || typeof(b) || '|' || length(b) from t where k = '{key}'")!;
}
