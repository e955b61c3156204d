using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>Which photos kept contents name.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Photos_that_a_content_names_are_told_apart_from_the_rest()
    {
        await Committed(
            Showing("grid/A", "p1", "p2", "p1"), // one that names a photo twice names it
            Showing("grid/B", "p2"));

        Assert.Equal(["p1", "p2"], (await Journal.ReadModel.NamedPhotos(["p3", "p2", "p1"], default)).Order());
        Assert.Empty(await Journal.ReadModel.NamedPhotos(["P1", ""], default));
        Assert.Empty(await Journal.ReadModel.NamedPhotos([], default));
    }

    private static Append Showing(string stream, params string[] photos) =>
        new(1, 1, Envelope.Unknown, [new StreamSlice(stream, 1, [new JournalEvent("Test", [1], new ContentRow("", 100, [1]) { Photos = photos })])], [], new ReadRows());
}
