using Google.Protobuf;
using Microsoft.Data.Sqlite;
using RealtimeGov.Devices.Clock;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Queue;

/// <summary>
/// Reports that have no receipt yet, with their photos, in a folder that survives a crash: on disk before
/// <see cref="Add(IReadOnlyList{Report})"/> returns, in order, each once, until a receipt says that they count. A
/// removal that a crash undoes means that a report is sent again, which the server answers with DUPLICATE. One process
/// at a time; safe for use from many threads.
/// </summary>
public sealed partial class ReportQueue : IDisposable
{
    private const string PhotoFolder = "photos";

    private readonly Lock gate = new();
    private readonly string folder;
    private readonly QueueBounds bounds;
    private readonly TimeProvider time;
    private readonly BootClock boot;
    private readonly QueueLock held;
    private readonly QueueDatabase database;
    private readonly PhotoShelf shelf;
    private int reports;
    private int setAside;
    private long reportBytes;
    private long photoBytes;

    private ReportQueue(string folder, QueueBounds bounds, TimeProvider time, BootClock boot, QueueLock held, QueueDatabase database)
    {
        (this.folder, this.bounds, this.time, this.boot, this.held, this.database) = (folder, bounds, time, boot, held, database);
        shelf = new PhotoShelf(Path.Combine(folder, PhotoFolder));
    }

    /// <summary>Opens or makes the queue in a folder of its own.</summary>
    /// <exception cref="QueueInUseException">Another process has it; it is named.</exception>
    /// <exception cref="QueueUnavailableException">Another version's, damaged, or not to be opened.</exception>
    public static ReportQueue Open(string folder, QueueBounds? bounds = null, TimeProvider? time = null, BootClock? boot = null)
    {
        var checkedBounds = (bounds ?? new QueueBounds()).Checked();
        QueueLock? held = null;
        QueueDatabase? database = null;
        try
        {
            OwnersFiles.CreateFolder(folder);
            held = QueueLock.Take(folder);
            database = QueueDatabase.Open(folder);
            var queue = new ReportQueue(folder, checkedBounds, time ?? TimeProvider.System, boot ?? new BootClock(time ?? TimeProvider.System), held, database);
            queue.Guarded(queue.Load);
            return queue;
        }
        catch (Exception error)
        {
            database?.Dispose();
            held?.Dispose();
            if (error is IOException or UnauthorizedAccessException)
                throw QueueUnavailableException.Of(folder, error);
            throw;
        }
    }

    /// <summary>Reports that are to be sent.</summary>
    public int Count
    {
        get { lock (gate) return reports - setAside; }
    }

    /// <summary>Reports that the server refused; they wait for <see cref="Amend"/> or <see cref="PutBack"/>.</summary>
    public int SetAsideCount
    {
        get { lock (gate) return setAside; }
    }

    /// <summary>Keeps reports, all or none, on disk on return. A report that already waits is not kept twice.</summary>
    /// <exception cref="QueueFullException">A bound would be passed, or the disk is full.</exception>
    public void Add(IReadOnlyList<Report> added) => Guarded(() =>
    {
        var fresh = added.DistinctBy(report => report.ReportId).Where(IsNew).ToList();
        fresh.ForEach(ReadClockFor);
        MakeRoomFor(fresh);
        database.InTransaction(() => fresh.ForEach(Insert));
        CountIn(fresh);
    });

    /// <summary>
    /// Keeps a report and copies of these photos, all or nothing, on disk on return; the report's photo ids become
    /// these photos'. It is sent once the server holds each of them, or refuses it for good.
    /// </summary>
    /// <exception cref="PhotoException">A file is no photo that the server could take.</exception>
    /// <exception cref="QueueFullException">A bound would be passed, or the disk is full.</exception>
    public void Add(Report report, IReadOnlyList<string> photoFiles) => Guarded(() =>
    {
        if (!IsNew(report))
            return;
        var photos = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            foreach (var (id, bytes) in photoFiles.Select(shelf.Take))
                photos.TryAdd(id, bytes);
            report.PhotoIds.Clear();
            report.PhotoIds.Add(photos.Keys);
            ReadClockFor(report);
            MakeRoomFor([report]);
            Keep(report, photos);
        }
        catch
        {
            Sweep();
            throw;
        }
    });

    /// <summary>Takes out reports that have their receipt, and the photos that were theirs alone.</summary>
    public void Remove(IReadOnlyList<Report> settled) => Guarded(() =>
    {
        List<(string Id, bool IsRefused)> orphans = [];
        var (gone, goneBytes) = (0, 0L);
        database.InTransaction(() =>
        {
            foreach (var report in settled)
            {
                goneBytes += database.Number("select coalesce(sum(length(body)), 0) from report where report_id = $1 and set_aside is null", report.ReportId);
                gone += database.Run("delete from report where report_id = $1 and set_aside is null", report.ReportId);
            }

            if (photoBytes == 0)
                return;
            orphans = database.Rows($"select photo_id, state from photo where {IsOrphan}", row => (row.GetString(0), row.GetInt32(1) == PhotoRefusedState));
            database.Run($"delete from photo where {IsOrphan}");
        });
        (reports, reportBytes) = (reports - gone, reportBytes - goneBytes);
        if (orphans.Count == 0)
            return;
        orphans.ForEach(photo => shelf.Drop(photo.Id, photo.IsRefused));
        CountAll();
    });

    /// <summary>SQLite's journal mode and its synchronous setting (2 is FULL), for the test that pins them.</summary>
    internal (string Journal, long Synchronous) Durability()
    {
        lock (gate)
            return (database.Rows("pragma journal_mode", row => row.GetString(0))[0], database.Number("pragma synchronous"));
    }

    public void Dispose()
    {
        lock (gate)
            database.Dispose();
        held.Dispose();
    }

    private const int PhotoRefusedState = 2;

    private const string IsOrphan = "not exists (select 1 from report_photo where report_photo.photo_id = photo.photo_id)";

    private void Load()
    {
        CountAll();
        Sweep();
    }

    private bool IsNew(Report report)
    {
        var kept = database.Rows("select body from report where report_id = $1", row => Report.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)), report.ReportId);
        if (kept.Count == 0)
            return true;
        // The same words again wait once; others under the same id would be lost without a word.
        if (!Said(kept[0]).Equals(Said(report)))
            throw new ArgumentException($"Report {report.ReportId} waits with other content; a new report has a new id");
        return false;
    }

    private static Report Said(Report report)
    {
        var said = report.Clone();
        said.Written = null;
        return said;
    }

    private void MakeRoomFor(List<Report> fresh)
    {
        if (reports + fresh.Count > bounds.Reports)
            throw QueueFullException.OfReports(folder, reports, fresh.Count, bounds.Reports);
        var more = fresh.Sum(report => (long)report.CalculateSize());
        if (reportBytes + more > bounds.ReportBytes)
            throw QueueFullException.OfReportBytes(folder, reportBytes, more, bounds.ReportBytes);
    }

    private void Keep(Report report, Dictionary<string, long> photos)
    {
        database.InTransaction(() =>
        {
            Insert(report);
            var more = 0L;
            foreach (var (id, bytes) in photos)
            {
                if (database.Run("insert or ignore into photo (photo_id, bytes) values ($1, $2)", id, bytes) > 0)
                    more += bytes;
                database.Run("insert into report_photo (place, photo_id) select place, $2 from report where report_id = $1", report.ReportId, id);
            }

            if (photoBytes + more > bounds.PhotoBytes)
                throw QueueFullException.OfPhotoBytes(folder, photoBytes, more, bounds.PhotoBytes);
        });
        CountAll();
    }

    // An import's times come from its file, not from this device's clock. Before room is made: it takes room too.
    private void ReadClockFor(Report report)
    {
        if (report.Origin != Origin.Import)
            report.Written ??= boot.Read(Learnt());
    }

    private void Insert(Report report)
    {
        database.Run("insert into report (report_id, body, queued_at_us) values ($1, $2, $3)", report.ReportId, report.ToByteArray(), Micros(time.GetUtcNow()));
    }

    private void CountIn(List<Report> fresh)
    {
        reports += fresh.Count;
        reportBytes += fresh.Sum(report => (long)report.CalculateSize());
    }

    private void CountAll()
    {
        (reports, setAside, reportBytes) = database.Rows(
            "select count(*), count(set_aside), coalesce(sum(length(body)), 0) from report",
            row => (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2)))[0];
        photoBytes = database.Number("select coalesce(sum(bytes), 0) from photo");
    }

    private void Sweep() => shelf.Sweep(database.Rows("select photo_id from photo", row => row.GetString(0)).ToHashSet(StringComparer.Ordinal));

    private void Guarded(Action work)
    {
        lock (gate)
        {
            try
            {
                work();
            }
            catch (SqliteException error)
            {
                throw QueueDatabase.Translate(folder, error);
            }
        }
    }

    internal static long Micros(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    internal static DateTimeOffset Instant(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
