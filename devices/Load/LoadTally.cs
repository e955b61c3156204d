using System.Collections;
using System.Globalization;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Load;

/// <summary>
/// What came of a load test's reports. Each has a bit that its final receipt sets: a bit that is never set is a lost
/// report, one set twice a doubled receipt. Safe for use from many threads.
/// </summary>
internal sealed class LoadTally(int count)
{
    private readonly Lock gate = new();
    private readonly BitArray answered = new(count);
    private readonly LatencyHistogram latencies = new();
    private readonly Dictionary<Outcome, long> outcomes = [];
    private long sent;
    private long final;
    private long doubled;
    private long retries;
    private long reconnects;

    /// <summary>Reports with a final receipt.</summary>
    public long Answered
    {
        get { lock (gate) return final; }
    }

    /// <summary>Reports that were sent and have no final receipt, or more than one.</summary>
    public long Wrong
    {
        get { lock (gate) return sent - final + doubled; }
    }

    public long Invalid
    {
        get { lock (gate) return outcomes.GetValueOrDefault(Outcome.Invalid); }
    }

    public void Sent(int reports)
    {
        lock (gate)
            sent += reports;
    }

    public void Reconnected()
    {
        lock (gate)
            reconnects++;
    }

    /// <param name="first">The number of the batch's first report.</param>
    /// <param name="receipts">Of the batch, in order.</param>
    /// <param name="retried">How often one of them was answered RETRY before.</param>
    /// <param name="latency">From when the batch was due to its last receipt.</param>
    public void Take(int first, IReadOnlyList<ReportReceipt> receipts, int retried, TimeSpan latency)
    {
        lock (gate)
        {
            retries += retried;
            latencies.Add(latency, receipts.Count);
            for (var at = 0; at < receipts.Count; at++)
                Take(first + at, receipts[at].Outcome);
        }
    }

    /// <summary>One line for machines; the words are the same in every language.</summary>
    public string Line(TimeSpan elapsed)
    {
        lock (gate)
        {
            long Of(Outcome outcome) => outcomes.GetValueOrDefault(outcome);
            return string.Create(CultureInfo.InvariantCulture,
                $"load sent={sent} opened={Of(Outcome.Opened)} joined={Of(Outcome.Joined)} recorded={Of(Outcome.Recorded)} duplicate={Of(Outcome.Duplicate)} invalid={Of(Outcome.Invalid)} lost={sent - final} doubled={doubled} retries={retries} reconnects={reconnects} seconds={elapsed.TotalSeconds:0.0} acked_per_s={(elapsed > TimeSpan.Zero ? final / elapsed.TotalSeconds : 0):0} ack_p50_ms={latencies.Quantile(0.5).TotalMilliseconds:0.00} ack_p99_ms={latencies.Quantile(0.99).TotalMilliseconds:0.00} ack_max_ms={latencies.Max.TotalMilliseconds:0.00}");
        }
    }

    private void Take(int number, Outcome outcome)
    {
        if (answered[number])
        {
            doubled++;
            return;
        }

        answered[number] = true;
        final++;
        outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
    }
}
