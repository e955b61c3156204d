using RealtimeGov.Journal.Schema;

namespace RealtimeGov.Journal.Tests.Schema;

public sealed class SchemaPlanTests
{
    private static readonly SchemaScript[] Known = [new(1, "0001-journal", "..."), new(2, "0002-more", "...")];

    [Theory]
    [InlineData(0, new[] { 1, 2 })]
    [InlineData(1, new[] { 2 })]
    [InlineData(2, new int[0])]
    [InlineData(3, new int[0])]
    public void J12_scripts_above_the_schema_are_applied_forward_and_one_newer_is_accepted(int current, int[] missing) =>
        Assert.Equal(missing, SchemaPlan.Missing(current, Known, "journal.db").Select(s => s.Number));

    [Fact]
    public void J12_a_schema_two_ahead_is_refused_by_name()
    {
        var refused = Assert.Throws<SchemaException>(() => SchemaPlan.Missing(4, Known, "journal.db"));
        Assert.StartsWith("journal.db has schema 4; this program runs on schema 2 or 3.", refused.Message);
    }
}
