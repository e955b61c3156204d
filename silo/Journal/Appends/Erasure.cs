namespace RealtimeGov.Journal.Appends;

/// <summary>
/// Contents of one stream that are erased with an append, and for good: whatever is durable of it, they are gone. Facts and counts stay.
/// </summary>
/// <param name="FromSeq">The first of the events whose contents go.</param>
/// <param name="ToSeq">The last of them.</param>
/// <param name="ReportId">
/// The report that the content was of: who sent it stays, to be told what became of it, and what the claim keeps of its words goes too. Null where
/// it was of none, and nothing stays.
/// </param>
public sealed record Erasure(string Stream, ulong FromSeq, ulong ToSeq, Guid? ReportId = null);
