using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Queue;

// What a sender asks of the queue and tells it.
public sealed partial class ReportQueue
{
    /// <summary>
    /// For how long a photo counts as held by the server without asking again: the server forgets a photo that no
    /// report names after a day.
    /// </summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromHours(12);

    /// <summary>
    /// The oldest reports that can go now, in the order in which they were kept: each of their photos is held by the
    /// server, or refused for good and left out.
    /// </summary>
    /// <param name="most">At most so many.</param>
    /// <param name="except">Places that are on their way already.</param>
    public IReadOnlyList<QueuedReport> Ready(int most, IReadOnlySet<long>? except = null)
    {
        List<QueuedReport> ready = [];
        Guarded(() =>
        {
            var rows = database.Rows(
                $"select place, body from report where set_aside is null and not exists ({OutstandingOf("report.place")}) order by place limit $3",
                row => (Place: row.GetInt64(0), Body: row.GetFieldValue<byte[]>(1)),
                HeldSince(), HeldUntil(), most + (except?.Count ?? 0));
            foreach (var (place, body) in rows.Where(row => except?.Contains(row.Place) != true).Take(most))
                ready.Add(ToSend(place, Report.Parser.ParseFrom(body)));
        });
        return ready;
    }

    /// <summary>True while the server lacks a photo of this report that it may yet take.</summary>
    public bool WaitsForPhotos(Report report)
    {
        var waits = false;
        Guarded(() => waits = database.Number(
            $"select exists ({OutstandingOf("(select place from report where report_id = $3)")})", HeldSince(), HeldUntil(), report.ReportId) == 1);
        return waits;
    }

    /// <summary>The photo that the oldest report waits for; null when none waits.</summary>
    public QueuedPhoto? NextPhoto()
    {
        QueuedPhoto? next = null;
        Guarded(() => next = database.Rows(
            $"select p.photo_id, p.bytes from report r join report_photo w using (place) join photo p using (photo_id) where r.set_aside is null and {Outstanding} order by r.place, w.photo_id limit 1",
            row => new QueuedPhoto(row.GetString(0), row.GetInt64(1)), HeldSince(), HeldUntil()).FirstOrDefault());
        return next;
    }

    /// <summary>How many photos the server still lacks, and their bytes.</summary>
    public (int Count, long Bytes) PhotosWaiting()
    {
        var waiting = (0, 0L);
        Guarded(() => waiting = database.Rows(
            $"select count(*), coalesce(sum(p.bytes), 0) from photo p where {Outstanding}",
            row => (row.GetInt32(0), row.GetInt64(1)), HeldSince(), HeldUntil())[0]);
        return waiting;
    }

    /// <summary>The copy of a photo. Throws FileNotFoundException when somebody deleted it.</summary>
    public Stream OpenPhoto(string photoId) => shelf.Open(photoId);

    /// <summary>The server has this photo.</summary>
    public void PhotoHeld(string photoId) => Guarded(() => database.InTransaction(() => database.Run(
        "update photo set state = 1, held_at_us = $2 where photo_id = $1", photoId, Micros(time.GetUtcNow()))));

    /// <summary>The server will never take this photo: its reports go without it.</summary>
    public void PhotoRefused(string photoId, string why) => Guarded(() => database.InTransaction(() => database.Run(
        "update photo set state = 2, refusal = $2 where photo_id = $1", photoId, why)));

    /// <summary>Notes what keeps the reports from being sent, for whoever asks what is waiting.</summary>
    /// <param name="said">What went wrong.</param>
    /// <param name="nextAttempt">When this process tries again; null when it does not.</param>
    public void NoteTrouble(string said, DateTimeOffset? nextAttempt) => Guarded(() => database.InTransaction(() => database.Run(
        "insert or replace into trouble (one, said, at_us, next_at_us) values (1, $1, $2, $3)",
        said, Micros(time.GetUtcNow()), nextAttempt is { } at ? Micros(at) : null)));

    /// <summary>Nothing keeps them any more.</summary>
    public void NoteProgress() => Guarded(() =>
    {
        if (database.Number("select count(*) from trouble") > 0)
            database.InTransaction(() => database.Run("delete from trouble"));
    });

    // $1 and $2 bound the times at which "held" is still believed; a clock that was set back makes none of them so.
    private const string Outstanding = "not (p.state = 2 or (p.state = 1 and p.held_at_us > $1 and p.held_at_us <= $2))";

    private static string OutstandingOf(string place) =>
        $"select 1 from report_photo w join photo p using (photo_id) where w.place = {place} and {Outstanding}";

    private long HeldSince() => Micros(time.GetUtcNow() - HeldFor);

    private long HeldUntil() => Micros(time.GetUtcNow());

    private QueuedReport ToSend(long place, Report report)
    {
        if (report.PhotoIds.Count == 0)
            return new QueuedReport(place, report, []);
        var refused = database.Rows(
            "select p.photo_id, p.refusal from report_photo w join photo p using (photo_id) where w.place = $1 and p.state = 2",
            row => new RefusedPhoto(row.GetString(0), row.GetString(1)), place);
        foreach (var photo in refused)
            report.PhotoIds.Remove(photo.PhotoId);
        return new QueuedReport(place, report, refused);
    }
}
