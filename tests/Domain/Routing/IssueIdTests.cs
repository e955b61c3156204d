using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Routing;

namespace RealtimeGov.Domain.Tests.Routing;

public sealed class IssueIdTests
{
    [Fact]
    public void An_id_carries_its_grid()
    {
        Assert.Equal("330483100002-01.17", IssueId.Format("330483100002-01", 17));
        Assert.True(IssueId.TryParse("330483100002-01.17", out var id));
        Assert.Equal(new IssueId("330483100002-01", 17), id);
        Assert.Equal("330483100002-01.17", id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("G1")]
    [InlineData("G1.")]
    [InlineData(".1")]
    [InlineData("G1.0")]
    [InlineData("G1.01")]
    [InlineData("G1.-1")]
    [InlineData("G1.+1")]
    [InlineData("G1. 1")]
    [InlineData("G1.1 ")]
    [InlineData("G1.1.2")]
    [InlineData("G1.18446744073709551616")]
    [InlineData("G 1.1")]
    [InlineData("G1.１")]
    public void Anything_else_is_no_id(string? text) => Assert.False(IssueId.TryParse(text, out _));

    [Fact]
    public void What_is_written_is_read() => Check.QuickThrowOnFailure(Prop.ForAll<ulong>(number =>
        number == 0 || (IssueId.TryParse(IssueId.Format("G-1_a", number), out var id) && id == new IssueId("G-1_a", number))));

    [Fact]
    public void What_is_read_is_written_the_same() => Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
        !IssueId.TryParse(text, out var id) || id.ToString() == text));
}
