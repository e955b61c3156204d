using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

/// <summary>An id that comes again from somebody else is told as such, from memory, after a restart, and by the store's claim.</summary>
[Trait("lane", "trust")]
public sealed class SenderTests
{
    private static readonly GridContext First = Samples.Context with { Sender = "device ABC234" }, Other = Samples.Context with { Sender = "device XYZ789" };

    private readonly JournaledGrid grid = new();

    [Fact]
    public void S2_the_same_id_of_another_sender_is_a_duplicate_that_says_so()
    {
        Assert.Equal(Outcome.Opened, grid.Receive(Samples.Report(1), First).Receipt.Outcome);
        Assert.Equal((Outcome.Duplicate, ""), Said(grid.Receive(Samples.Report(1), First)));
        Assert.Equal((Outcome.Duplicate, "other_sender"), Said(grid.Receive(Samples.Report(1), Other)));
        Assert.Equal((Outcome.Duplicate, "other_content other_sender"), Said(grid.Receive(Samples.Report(1, r => r.Text = "另一件事"), Other)));
        Assert.Equal((Outcome.Duplicate, "other_content"), Said(grid.Receive(Samples.Report(1, r => r.Text = "另一件事"), First)));
    }

    [Fact]
    public void S2_it_is_told_after_a_restart_with_a_snapshot_and_without()
    {
        grid.Receive(Samples.Report(1), First);
        foreach (var events in new[] { 0, 1 })
        {
            Assert.True(grid.Restarted(events).Known.TryGet(Samples.Id(1), out var known));
            Assert.Equal(SenderMark.Of(First.Sender), known.Sender);
        }
    }

    [Theory]
    [InlineData("device ABC234", "")]
    [InlineData("device XYZ789", "other_sender")]
    [InlineData("", "")] // claimed before senders were kept
    public void S2_it_is_told_by_the_store_s_claim_too(string claimedBy, string reason)
    {
        var first = new FirstCounted("G9", "G9.1", Digest: ContentDigest.Of(Samples.Report(1)), Sender: claimedBy);
        var context = First with { ClaimedElsewhere = new Dictionary<Guid, FirstCounted> { [Samples.Id(1)] = first } };
        Assert.Equal((Outcome.Duplicate, reason), Said(grid.Receive(Samples.Report(1), context)));
    }

    [Fact]
    public void A_mark_is_the_same_in_every_process_and_none_is_nobody_s()
    {
        Assert.Equal(0u, SenderMark.Of(""));
        Assert.NotEqual(SenderMark.Of("device A"), SenderMark.Of("person A"));
        Assert.False(SenderMark.IsOther(0, 5));
        Assert.False(SenderMark.IsOther(5, 0));
    }

    [Theory]
    [InlineData("0b1ed15e-0c1f-5f0a-9a51-7f6a1f9c7d19", Origin.Steward, Reasons.ReportIdOfImport)]
    [InlineData("0b1ed15e-0c1f-5f0a-9a51-7f6a1f9c7d19", Origin.Import, null)]
    [InlineData("0b1ed15e-0c1f-4f0a-9a51-7f6a1f9c7d19", Origin.Steward, null)]
    [InlineData("no id", Origin.Steward, null)]
    public void An_id_made_from_a_name_is_an_import_s(string id, Origin origin, string? reason) =>
        Assert.Equal(reason, SenderScope.ReservedId(new Report { ReportId = id, Origin = origin }));

    private static (Outcome, string) Said(GridDecision decision) => (decision.Receipt.Outcome, decision.Receipt.Reason);
}
