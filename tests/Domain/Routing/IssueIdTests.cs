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

    [Theory]
    [InlineData("G1.17", 17ul)]
    [InlineData("G1.18446744073709551615", ulong.MaxValue)]
    [InlineData("G1.18446744073709551616", null)]
    [InlineData("G1.01", null)]
    [InlineData("G1.0", null)]
    [InlineData("G1.", null)]
    [InlineData("G1", null)]
    [InlineData("", null)]
    [InlineData("G12.1", null)] // begins like it, and is another grid's
    [InlineData("G1x17", null)]
    [InlineData("g1.1", null)]
    [InlineData("G1.1.2", null)]
    public void Its_number_alone_is_told_of_an_id_of_that_grid(string text, ulong? number) =>
        Assert.Equal((number is not null, number ?? 0), (IssueId.TryParseNumber(text, "G1", out var read), read));

    [Fact]
    public void What_is_written_is_read() => Check.QuickThrowOnFailure(Prop.ForAll<ulong>(number =>
        number == 0 || (IssueId.TryParse(IssueId.Format("G-1_a", number), out var id) && id == new IssueId("G-1_a", number))));

    [Fact]
    public void What_is_read_is_written_the_same() => Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
        !IssueId.TryParse(text, out var id) || id.ToString() == text));
}
