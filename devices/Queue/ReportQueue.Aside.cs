using Google.Protobuf;
using RealtimeGov.Devices.Clock;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Queue;

// What the server did not count, and what the device knows of the server's clock.
public sealed partial class ReportQueue
{
    /// <summary>The reason of a receipt for an id that was counted with other content.</summary>
    public const string OtherContent = "other_content";

    /// <summary>Keeps a report that does not count from being sent again by itself, and why: reason codes, or the server's words.</summary>
    public void SetAside(Report report, string why) => Guarded(() =>
    {
        database.InTransaction(() => database.Run("update report set set_aside = $2 where report_id = $1", report.ReportId, why));
        CountAll();
    });

    /// <summary>Lets what was set aside be sent again, all of it or one report; how many reports that are.</summary>
    public int PutBack(string? reportId = null)
    {
        var count = 0;
        Guarded(() =>
        {
            database.InTransaction(() =>
            {
                var aside = database.Rows(
                    "select place, body, set_aside from report where set_aside is not null and ($1 is null or report_id = $1)",
                    row => (row.GetInt64(0), Report.Parser.ParseFrom(row.GetFieldValue<byte[]>(1)), row.GetString(2)), reportId?.ToLowerInvariant());
                foreach (var (place, report, why) in aside)
                    Replace(place, report, why);
                count = aside.Count;
            });
            CountAll();
        });
        return count;
    }

    /// <summary>Corrects a report that waits or was set aside, and lets it be sent; null where there is none of that id.</summary>
    /// <exception cref="QueueFullException">With the correction the bound would be passed; nothing was changed.</exception>
    public Report? Amend(string reportId, Action<Report> change)
    {
        Report? amended = null;
        Guarded(() =>
        {
            var kept = database.Rows(
                "select place, body, set_aside from report where report_id = $1",
                row => (Place: row.GetInt64(0), Report: Report.Parser.ParseFrom(row.GetFieldValue<byte[]>(1)), Why: row.IsDBNull(2) ? "" : row.GetString(2)),
                reportId.ToLowerInvariant());
            if (kept.Count == 0)
                return;
            var (place, report, why) = kept[0];
            var before = report.CalculateSize();
            change(report);
            if (reportBytes + report.CalculateSize() - before > bounds.ReportBytes)
                throw QueueFullException.OfReportBytes(folder, reportBytes, report.CalculateSize() - before, bounds.ReportBytes);
            database.InTransaction(() => Replace(place, report, why));
            CountAll();
            amended = report;
        });
        return amended;
    }

    /// <summary>The clock as it is now, with what is known of the server's.</summary>
    public DeviceClock ReadClock()
    {
        var clock = new DeviceClock();
        Guarded(() => clock = boot.Read(Learnt()));
        return clock;
    }

    /// <summary>The server said what time it is: kept for reports that are written without a connection.</summary>
    public void LearnClock(long serverMs) => Guarded(() =>
    {
        var learnt = boot.Learn(serverMs);
        if (learnt.SaysTheSameAs(Learnt()))
            return;
        database.InTransaction(() => database.Run(
            "insert or replace into clock (one, wall_offset_ms, boot_id, boot_at_server_ms) values (1, $1, $2, $3)",
            learnt.WallOffsetMs, learnt.BootId, learnt.BootAtServerMs));
        lastLearnt = learnt;
    });

    private LearntClock? lastLearnt;

    private LearntClock? Learnt() => lastLearnt ??= database.Rows(
        "select wall_offset_ms, boot_id, boot_at_server_ms from clock",
        row => new LearntClock(row.GetInt64(0), row.GetString(1), row.GetInt64(2))).FirstOrDefault();

    // An id that was counted with other content stays taken: what is sent is another report.
    private void Replace(long place, Report report, string why)
    {
        if (why == OtherContent)
            report.ReportId = Guid.CreateVersion7(time.GetUtcNow()).ToString("D");
        database.Run("update report set report_id = $2, body = $3, set_aside = null where place = $1", place, report.ReportId, report.ToByteArray());
    }
}
