using Google.Protobuf;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Issues;

/// <summary>A storm joins thousands of reports to one issue: each further step costs what it costs where there are few.</summary>
public sealed class ManyReportsTests
{
    private const long BytesMax = 20_000;

    [Fact]
    public void A_step_costs_as_little_after_ten_thousand_reports()
    {
        var issue = new IssueState("G1.1");
        issue.Apply(LoopSamples.Opened());
        for (var i = 0; i < 10_000; i++) issue.Apply(Join(i));
        Assert.Equal(10_001, issue.Reports.Count);

        issue.Copy().Apply(Join(10_000)); // compiled by now
        var before = GC.GetAllocatedBytesForCurrentThread();
        var copy = issue.Copy();
        copy.Apply(Join(10_000));
        var cost = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(copy.HasReport(Id(10_000)) && !issue.HasReport(Id(10_000)));
        Assert.InRange(cost, 1, BytesMax);
    }

    private static ByteString Id(int number) => ByteString.CopyFrom(new Guid(number, 0, 0, new byte[8]).ToByteArray());

    private static IssueEvent Join(int number) => new()
    {
        CommandId = $"grid/G1>{number}", Stage = IssueStage.Opened,
        ReportAdded = new ReportAdded { Report = new IssueReport { ReportId = Id(number), Origin = Origin.Steward } },
    };
}
