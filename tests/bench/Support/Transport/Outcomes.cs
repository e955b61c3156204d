using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Support.Transport;

/// <summary>What the receipts said, counted. Safe for several threads.</summary>
public sealed class Outcomes
{
    private long accepted;
    private long retries;
    private long others;

    /// <summary>Reports that are in the journal now and were not before.</summary>
    public long Accepted => Volatile.Read(ref accepted);

    /// <summary>Reports that the server was too full for.</summary>
    public long Retries => Volatile.Read(ref retries);

    /// <summary>INVALID and DUPLICATE: a bench sends nothing that deserves them.</summary>
    public long Others => Volatile.Read(ref others);

    public void Count(BatchAck ack)
    {
        long taken = 0, again = 0;
        foreach (var receipt in ack.Receipts)
        {
            if (receipt.Outcome is Outcome.Opened or Outcome.Joined or Outcome.Recorded) taken++;
            else if (receipt.Outcome == Outcome.Retry) again++;
        }
        Interlocked.Add(ref accepted, taken);
        if (again > 0) Interlocked.Add(ref retries, again);
        if (taken + again < ack.Receipts.Count) Interlocked.Add(ref others, ack.Receipts.Count - taken - again);
    }
}
