using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>A valid report as a grid counted it: all that its withdrawal must know.</summary>
/// <param name="Seq">The seq of its event in the grid's stream.</param>
/// <param name="LocalDate">The day it counts on: days since 1970-01-01.</param>
/// <param name="Unit">The trade whose steward found it; empty when none.</param>
/// <param name="Outcome">OPENED, JOINED or RECORDED.</param>
/// <param name="IsWithdrawn">True when it no longer counts.</param>
/// <param name="IssueId">The issue that it belongs to; empty when it was only recorded.</param>
/// <param name="IsReviewed">Somebody has reviewed it.</param>
/// <param name="WithdrawnSeq">The seq of the event that withdrew it; 0 when it counts.</param>
public sealed record CountedReport(
    ulong Seq, int LocalDate, string Category, string Unit, Outcome Outcome, bool IsWithdrawn, string IssueId = "", bool IsReviewed = false, long ObservedAtUs = 0,
    ulong WithdrawnSeq = 0);
