using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Ingest.Raw;

/// <summary>A report with every row it becomes, serialised before the clock starts: raw does nothing but write.</summary>
public sealed record RawReport(
    string Grid, long Seq, byte[] Facts, byte[] Content, Guid Id, byte[] IdBytes, string IssueId, byte[] IssueFacts,
    string Category, int LocalDate, long ObservedAtUs, long ReceivedAtUs)
{
    /// <summary>Rows of the reports, each grid's numbered from 1, each report opening an issue.</summary>
    public static List<RawReport> Of(IEnumerable<Report> reports, TimeZoneInfo zone)
    {
        var seqs = new Dictionary<string, long>(StringComparer.Ordinal);
        return [.. reports.Select(report => Of(report, seqs[report.GridCode] = seqs.GetValueOrDefault(report.GridCode) + 1, zone))];
    }

    private static RawReport Of(Report report, long seq, TimeZoneInfo zone)
    {
        var id = Guid.Parse(report.ReportId);
        Instant.TryFrom(report.ObservedAt, out var observedUs);
        var accepted = new ReportAccepted
        {
            ReportId = ReportIds.ToBytes(id),
            LocalDate = LocalDay.Of(observedUs, zone),
            Category = report.Category,
            Outcome = Outcome.Opened,
            IssueId = $"{report.GridCode}.{seq}",
            Origin = report.Origin,
            ObservedAtUs = observedUs,
            ReceivedAtUs = observedUs + Instant.SecondUs,
        };
        var opened = new IssueOpened
        {
            GridCode = report.GridCode,
            Category = report.Category,
            ReportId = accepted.ReportId,
            ObservedAtUs = accepted.ObservedAtUs,
            OpenedAtUs = accepted.ReceivedAtUs,
        };
        return new RawReport(
            report.GridCode, seq, new GridEvent { Accepted = accepted }.ToByteArray(),
            Contents.Of(report, report.Category, report.GridCode).ToByteArray(), id, accepted.ReportId.ToByteArray(),
            accepted.IssueId, new IssueEvent { Opened = opened }.ToByteArray(), report.Category, accepted.LocalDate,
            accepted.ObservedAtUs, accepted.ReceivedAtUs);
    }
}
