using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Writes a batch within an open transaction: journal, contents, claims, then the read model.</summary>
internal static class BatchWriter
{
    /// <summary>False where an event or a claim is there already, or an event's predecessor is not: the caller rolls back.</summary>
    public static bool Write(BatchStatements to, IReadOnlyList<Append> batch)
    {
        foreach (var append in batch)
            if (!Claims(to, append) || !Events(to, append)) return false;
        Rows(to, batch);
        return true;
    }

    private static bool Claims(BatchStatements to, Append append)
    {
        foreach (var claim in append.Claims)
        {
            var id = Bytes(claim.ReportId);
            var claimed = claim.Refused ? to.Refused.Execute(id, claim.Grid) : to.Claim.Execute(id, claim.Grid, claim.IssueId, claim.Digest ?? []);
            if (claimed == 0) return false;
        }
        return true;
    }

    private static bool Events(BatchStatements to, Append append)
    {
        foreach (var slice in append.Slices)
        {
            var seq = (long)slice.FirstSeq;
            foreach (var e in slice.Events)
            {
                var statement = seq == (long)slice.FirstSeq && seq > 1 ? to.NextEvent : to.Event;
                if (statement.Execute(slice.Stream, seq, append.Incarnation, append.Number, e.Facts) == 0) return false;
                if (e.Content is { } content)
                {
                    to.Content.Execute(slice.Stream, seq, content.Reporter, content.LocalDate, content.Payload);
                    foreach (var photo in content.Photos) to.PhotoReference.Execute(photo, slice.Stream, seq);
                }
                seq++;
            }
        }
        return true;
    }

    private static void Rows(BatchStatements to, IReadOnlyList<Append> batch)
    {
        foreach (var day in LastOfEach(batch))
            to.Day.Execute(day.Key.Date, day.Key.Unit, day.Grid, (long)day.Tally.Version, (long)day.Tally.Invalid, (long)day.Tally.Opened,
                (long)day.Tally.Joined, (long)day.Tally.Recorded, day.Tally.ByCategory().ToByteArray());
        foreach (var append in batch)
        {
            foreach (var row in append.Rows.Reports) Report(to, row);
            foreach (var row in append.Rows.Withdrawals) to.Withdrawal.Execute(row.Grid, row.LocalDate, (long)row.ReportSeq, (long)row.Seq);
            foreach (var row in append.Rows.Issues) Issue(to, row);
            foreach (var row in append.Rows.Stewards) to.Steward.Execute(row.Steward.Id, (long)row.Seq, row.Steward.ToByteArray());
            foreach (var row in append.Rows.Regions)
                to.Region.Execute(row.Definition.Region.Code, row.Definition.FromDate, (long)row.Seq, row.Definition.ToByteArray());
            foreach (var row in append.Rows.Categories) to.Category.Execute(row.Category.Code, (long)row.Seq, row.Category.ToByteArray());
            Placement(to, append.Rows);
        }
    }

    /// <summary>Absolute rows: of several writes of one day in a batch only the last is worth writing.</summary>
    private static IEnumerable<DayChange> LastOfEach(IReadOnlyList<Append> batch)
    {
        var last = new SortedDictionary<(int, string, string), DayChange>();
        foreach (var append in batch)
            foreach (var day in append.Rows.Days)
                if (!last.TryGetValue((day.Key.Date, day.Key.Unit, day.Grid), out var held) || held.Tally.Version < day.Tally.Version)
                    last[(day.Key.Date, day.Key.Unit, day.Grid)] = day;
        return last.Values;
    }

    private static void Report(BatchStatements to, ReportRow row)
    {
        var e = row.Report;
        to.Report.Execute(row.Grid, e.LocalDate, (long)row.Seq, e.ReportId, e.Category, e.Unit, (int)e.Origin, (int)e.Outcome,
            e.IssueId, e.ObservedAtUs, e.ReceivedAtUs, e.PlaceUnsure ? 1 : 0);
    }

    private static void Issue(BatchStatements to, IssueRow row)
    {
        var e = row.Opened;
        to.Issue.Execute(row.IssueId, (long)row.Seq, e.GridCode, e.Category, e.ReportId, e.ObservedAtUs, e.OpenedAtUs,
            e.PlaceUnsure ? 1 : 0, string.Join(' ', e.PossibleDuplicates));
    }

    private static void Placement(BatchStatements to, ReadRows rows)
    {
        foreach (var row in rows.Assignments) to.Assignment.Execute(row.Grid, row.Silo, row.Pinned ? 1 : 0, (long)row.Seq);
        foreach (var row in rows.SiloSettings) to.SiloSetting.Execute(row.Silo, row.Draining ? 1 : 0, row.Weight, (long)row.Seq);
        foreach (var row in rows.Audit) to.Audit.Execute((long)row.Seq, row.AtUs, row.By, row.Action, row.Subject, row.Before, row.After);
    }

    public static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
}
