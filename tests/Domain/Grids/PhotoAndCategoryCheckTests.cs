using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class PhotoAndCategoryCheckTests
{
    [Theory]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", null)]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", "photo_id_malformed")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85", "photo_id_malformed")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555", "photo_id_malformed")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "photo_id_malformed")]
    [InlineData("", "photo_id_malformed")]
    public void A_photo_s_id_is_its_lower_case_digest(string id, string? fault) =>
        Assert.Equal(fault, Samples.Check(r => r.PhotoIds.Add(id)).Fault);

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, "photos_too_many")]
    public void Photos_are_bounded(int count, string? fault) =>
        Assert.Equal(fault, Samples.Check(r => r.PhotoIds.AddRange(Enumerable.Range(0, count).Select(n => $"{n:x64}"))).Fault);

    [Theory]
    [InlineData("", null)]
    [InlineData("nobody/knows", null)]
    [InlineData("a/b/c", null)]
    [InlineData("a\nb", "category_malformed")]
    [InlineData("a\uFFFD", "category_malformed")]
    public void Only_a_malformed_category_is_a_fault(string category, string? fault) =>
        Assert.Equal(fault, Samples.Check(r => r.Category = category).Fault);

    [Theory]
    [InlineData(128, null)]
    [InlineData(129, "category_malformed")]
    public void A_category_s_length(int characters, string? fault)
    {
        Assert.Equal(fault, Samples.Check(r => r.Category = new string('c', characters)).Fault);
        Assert.Equal(fault, Samples.Check(r => r.Category = string.Concat(Enumerable.Repeat("🕳", characters))).Fault);
    }

    [Theory]
    [InlineData(Samples.Pothole, Samples.Pothole, "")]
    [InlineData("", "unclassified", "")]
    [InlineData("unclassified", "unclassified", "")]
    [InlineData("nobody/knows", "unclassified", "category_unknown")]
    [InlineData("道路", "unclassified", "category_unknown")]
    public void What_is_not_registered_counts_as_unclassified(string sent, string counted, string note)
    {
        var grid = new JournaledGrid();
        var decision = grid.Receive(Samples.Report(1, r => r.Category = sent));
        Assert.Equal(Outcome.Opened, decision.Receipt.Outcome);
        Assert.Equal(note, decision.Receipt.Reason);
        Assert.Equal(note, decision.Event!.Accepted.Note);
        Assert.Equal(counted, decision.Event.Accepted.Category);
        Assert.Equal(sent == counted ? "" : sent, decision.Content!.CategorySent);
        Assert.Equal(1ul, grid.Day(Samples.Today).ToCounts().ByCategory[counted]);
    }
}
