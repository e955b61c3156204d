using RealtimeGov.Domain.Programmes.Contracts;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class ContractBookTests
{
    [Fact]
    public void A_contract_goes_through_its_five_stages_with_both_sides_signing_and_reviewing()
    {
        var book = Book();
        Assert.Equal("", As(book, "school", "project", "p1", new { title = "假期托管", partner = "school", with = "community", menu = "services", resource = "hall" }));
        Assert.Equal(ContractBook.WrongStage, book.Office("publish", "p1"));
        Assert.Equal("", As(book, "school", "sign", "p1", new { partner = "school" }));
        Assert.Equal("negotiating", book.Item("p1").State);
        Assert.Equal("", As(book, "community", "sign", "p1", new { partner = "community" }));
        Assert.Equal("signed", book.Item("p1").State);
        Assert.Equal(ContractBook.WrongStage, As(book, "school", "perform", "p1", new { partner = "school" }));
        Assert.Equal("", book.Office("publish", "p1"));
        Assert.Equal("", As(book, "school", "perform", "p1", new { partner = "school", text = "托管四周" }));
        Assert.Equal("", As(book, "community", "review", "p1", new { partner = "community", level = "good" }));
        Assert.Equal("performed", book.Item("p1").State);
        Assert.Equal("", As(book, "school", "review", "p1", new { partner = "school", level = "fair" }));
        Assert.Equal(("reviewed", 1L), (book.Item("p1").State, book.Figures["reviewed"]));
    }

    [Fact]
    public void Each_side_speaks_for_itself_alone()
    {
        var book = Book();
        book.Must("office", "project", "p1", new { title = "托管", partner = "community", with = "school", menu = "services" });
        Assert.Equal(ContractBook.NotParty, As(book, "school", "sign", "p1", new { partner = "community" }));
        Assert.Equal(ContractBook.NotParty, As(book, "bank", "sign", "p1", new { partner = "bank" }));
        Assert.Equal(ContractBook.SamePartner, book.Office("project", "p2", new { title = "托管", partner = "school", with = "school", menu = "services" }));
        Assert.Equal(ContractBook.PartnerUnknown, book.Office("project", "p2", new { title = "托管", partner = "school", with = "nobody", menu = "services" }));
        Assert.Equal(ContractBook.OfAnother, book.Office("project", "p2", new { title = "贷款", partner = "school", with = "bank", menu = "resources", resource = "court" }));
    }

    private static string As(ProgrammeRun book, string unit, string action, string item, object fields)
    {
        book.Units = [unit];
        var refused = book.By($"of-{unit}", action, item, fields);
        book.Units = [];
        return refused;
    }

    private static ProgrammeRun Book()
    {
        var book = new ProgrammeRun(ContractBook.Kind);
        foreach (var partner in new[] { "school", "community", "bank" }) book.Must("office", "partner", partner, new { title = partner });
        book.Must("office", "resource", "hall", new { partner = "school", title = "礼堂", menu = "resources" });
        book.Must("office", "resource", "court", new { partner = "community", title = "球场", menu = "resources" });
        return book;
    }
}
