using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Taxonomy;

namespace RealtimeGov.Domain.Tests.Taxonomy;

public sealed class WellFormedTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("市容环境/占道经营", true)]
    [InlineData("a/b/c", true)]
    [InlineData("Human-Animal Waste", true)]
    [InlineData("👷/🕳️", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a\u0000", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u007F", false)]
    [InlineData("a\u0085", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("a\u202Eb", false)]
    [InlineData("a\u2066b", false)]
    [InlineData("a\u200Fb", false)]
    [InlineData("a\u061Cb", false)]
    [InlineData("a\uFFFD", false)]
    public void Codes(string? code, bool wellFormed) => Assert.Equal(wellFormed, Categories.IsWellFormed(code));

    [Fact]
    public void Half_a_pair_is_no_character()
    {
        Assert.False(Categories.IsWellFormed("a\uD83D"));
        Assert.False(Categories.IsWellFormed("\uDE00a"));
    }

    [Fact]
    public void Characters_are_counted_not_code_units()
    {
        Assert.True(Categories.IsWellFormed(string.Concat(Enumerable.Repeat("🕳", 128))));
        Assert.False(Categories.IsWellFormed(string.Concat(Enumerable.Repeat("🕳", 129))));
        Assert.True(Categories.IsWellFormed(new string('字', 128)));
        Assert.False(Categories.IsWellFormed(new string('字', 129)));
    }

    [Fact]
    public void Nothing_with_a_control_is_well_formed() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text => text is null || !text.Any(char.IsControl) || !Categories.IsWellFormed(text)));

    [Fact]
    public void What_can_be_registered_can_be_reported() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text => !Categories.IsTwoLevel(text) || Categories.IsWellFormed(text)));

    [Fact]
    public void A_well_formed_code_survives_the_wire() => Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
        !Categories.IsWellFormed(text)
        || new Protos.Category { Code = text }.Equals(Protos.Category.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(new Protos.Category { Code = text })))));

    [Fact]
    public void The_limit_is_the_contract_s() => Assert.Equal("128", Categories.CodeCharactersMax.ToString(CultureInfo.InvariantCulture));
}
