using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Grids;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class ReportIdsTests
{
    [Theory]
    [InlineData("6f9619ff-8b86-d011-b42d-00cf4fc964ff", true)]
    [InlineData("6F9619FF-8B86-D011-B42D-00CF4FC964FF", true)]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", true)]
    [InlineData("00000000-0000-0000-0000-000000000000", false)]
    [InlineData("", false)]
    [InlineData("no-uuid", false)]
    [InlineData("6f9619ff8b86d011b42d00cf4fc964ff", false)]
    [InlineData("{6f9619ff-8b86-d011-b42d-00cf4fc964ff}", false)]
    [InlineData("(6f9619ff-8b86-d011-b42d-00cf4fc964ff)", false)]
    [InlineData(" 6f9619ff-8b86-d011-b42d-00cf4fc964ff", false)]
    [InlineData("6f9619ff-8b86-d011-b42d-00cf4fc964ff ", false)]
    [InlineData("6f9619ff-8b86-d011-b42d-00cf4fc964f", false)]
    [InlineData("6f9619ff-8b86-d011-b42d-00cf4fc964fff", false)]
    [InlineData("6f9619fg-8b86-d011-b42d-00cf4fc964ff", false)]
    // What the framework reads as a number, but no UUID is written with.
    [InlineData("+f9619ff-8b86-d011-b42d-00cf4fc964ff", false)]
    [InlineData("0x9619ff-8b86-d011-b42d-00cf4fc964ff", false)]
    [InlineData("0X9619ff-8b86-d011-b42d-00cf4fc964ff", false)]
    public void Only_the_8_4_4_4_12_form_that_names_something_is_an_id(string text, bool isId) =>
        Assert.Equal(isId, ReportIds.TryParse(text, out _));

    [Fact]
    public void Letters_in_either_case_are_one_id()
    {
        Assert.True(ReportIds.TryParse("6F9619FF-8B86-D011-B42D-00CF4FC964FF", out var upper));
        Assert.True(ReportIds.TryParse("6f9619ff-8b86-d011-b42d-00cf4fc964ff", out var lower));
        Assert.Equal(lower, upper);
        Assert.Equal("6f9619ff-8b86-d011-b42d-00cf4fc964ff", ReportIds.Format(upper));
    }

    [Fact]
    public void The_journal_s_bytes_stand_in_the_order_of_the_text()
    {
        Assert.True(ReportIds.TryParse("00112233-4455-6677-8899-aabbccddeeff", out var id));
        Assert.Equal("00112233445566778899AABBCCDDEEFF", Convert.ToHexString(ReportIds.ToBytes(id).Span));
    }

    [Fact]
    public void Every_id_comes_back_from_text_and_bytes() => Check.QuickThrowOnFailure(Prop.ForAll((Guid id) =>
        ReportIds.FromBytes(ReportIds.ToBytes(id)) == id
        && ReportIds.TryParse(ReportIds.Format(id), out var read) == (id != Guid.Empty)
        && read == id));
}
