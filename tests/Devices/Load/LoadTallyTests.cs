using RealtimeGov.Devices.Load;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Load;

public sealed class LoadTallyTests
{
    [Fact]
    public void Each_report_has_one_final_receipt_or_is_told()
    {
        var tally = new LoadTally(10);
        tally.Sent(4);
        tally.Take(0, Receipts(Outcome.Opened, Outcome.Invalid), retried: 3, TimeSpan.FromMilliseconds(2));
        tally.Take(1, Receipts(Outcome.Duplicate), retried: 0, TimeSpan.FromMilliseconds(1));
        tally.Reconnected();

        Assert.Equal((2, 3, 1), (tally.Answered, tally.Wrong, tally.Invalid));
        Assert.Equal(
            "load sent=4 opened=1 joined=0 recorded=0 duplicate=0 invalid=1 lost=2 doubled=1 retries=3 reconnects=1 seconds=2.0 acked_per_s=1 ack_p50_ms=2.00 ack_p99_ms=2.00 ack_max_ms=2.00",
            tally.Line(TimeSpan.FromSeconds(2)));
    }

    private static ReportReceipt[] Receipts(params Outcome[] outcomes) => [.. outcomes.Select(outcome => new ReportReceipt { Outcome = outcome })];
}
