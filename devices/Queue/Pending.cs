using Microsoft.Data.Sqlite;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Queue;

/// <summary>What waits on a device, as a person asks for it: read beside the process that has the queue, if one has.</summary>
/// <param name="Reports">Reports that are to be sent.</param>
/// <param name="SetAside">Reports that the server could not read.</param>
/// <param name="Photos">Photos that the server lacks.</param>
/// <param name="PhotoBytes">Their size.</param>
/// <param name="Oldest">When the oldest report was kept; null when none waits.</param>
/// <param name="Trouble">What last kept them from being sent; null when nothing has.</param>
/// <param name="HeldBy">The process that has the queue; null when none has.</param>
/// <param name="First">The oldest reports, at most <see cref="MaxListed"/>.</param>
public sealed record Pending(
    int Reports, int SetAside, int Photos, long PhotoBytes, DateTimeOffset? Oldest, Trouble? Trouble, string? HeldBy, IReadOnlyList<PendingReport> First)
{
    /// <summary>Reports that are listed one by one.</summary>
    public const int MaxListed = 100;

    private static readonly Pending Nothing = new(0, 0, 0, 0, null, null, null, []);

    /// <exception cref="QueueUnavailableException">Another version's, or damaged.</exception>
    public static Pending Read(string folder)
    {
        try
        {
            using var database = QueueDatabase.OpenToRead(folder);
            return database is { HasTables: true } ? Read(folder, database) : Nothing;
        }
        catch (SqliteException error)
        {
            throw QueueDatabase.Translate(folder, error);
        }
    }

    private static Pending Read(string folder, QueueDatabase database)
    {
        var (reports, setAside, oldest) = database.Rows(
            "select count(*), count(set_aside), min(queued_at_us) from report",
            row => (row.GetInt32(0), row.GetInt32(1), row.IsDBNull(2) ? (DateTimeOffset?)null : ReportQueue.Instant(row.GetInt64(2))))[0];
        var (photos, photoBytes) = database.Rows(
            "select count(*), coalesce(sum(bytes), 0) from photo where state = 0", row => (row.GetInt32(0), row.GetInt64(1)))[0];
        var trouble = database.Rows("select said, at_us, next_at_us from trouble", row => new Trouble(
            row.GetString(0), ReportQueue.Instant(row.GetInt64(1)), row.IsDBNull(2) ? null : ReportQueue.Instant(row.GetInt64(2))));
        var first = database.Rows(
            """
            select body, set_aside, (select count(*) from report_photo w join photo p using (photo_id) where w.place = report.place and p.state = 0)
            from report order by place limit $1
            """,
            row => new PendingReport(
                Report.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)), row.GetInt32(2), row.IsDBNull(1) ? null : row.GetString(1)),
            MaxListed);
        return new Pending(reports - setAside, setAside, photos, photoBytes, oldest, trouble.FirstOrDefault(), QueueLock.Holder(folder), first);
    }
}

/// <summary>A report that waits.</summary>
/// <param name="Report">As it was kept.</param>
/// <param name="PhotosWaiting">Photos of it that the server lacks.</param>
/// <param name="SetAside">Why it is not sent again by itself; null when it is.</param>
public sealed record PendingReport(Report Report, int PhotosWaiting, string? SetAside);

/// <summary>What kept the reports from being sent.</summary>
/// <param name="Said">In the words of the line or the server.</param>
/// <param name="At">When.</param>
/// <param name="NextAttempt">When the process that has the queue tries again; null when it does not.</param>
public sealed record Trouble(string Said, DateTimeOffset At, DateTimeOffset? NextAttempt);
