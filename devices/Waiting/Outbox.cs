using System.Text;
using Google.Protobuf;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Waiting;

/// <summary>
/// Reports that have no receipt yet, in a file that survives a crash: appended and flushed to disk before
/// <see cref="Append"/> returns, in order, each once. A settled report is marked behind them; when none is left the
/// file is cut back. Marks are not flushed: one lost in a crash only means that a report is sent again, which the
/// server answers with DUPLICATE. One process at a time; safe for use from many threads.
/// </summary>
public sealed partial class Outbox : IDisposable
{
    /// <summary>Reports that may wait: days of a steward's work without a connection.</summary>
    public const int MaxReports = 10_000;

    /// <summary>Size of the file in bytes.</summary>
    public const long MaxBytes = 64L << 20;

    internal static ReadOnlySpan<byte> Magic => "RGOUT01\n"u8;

    private readonly Lock gate = new();
    private readonly string path;
    private readonly int maxReports;
    private readonly long maxBytes;
    private OrderedDictionary<string, (long Offset, int Length)> waiting = new(StringComparer.Ordinal);
    private FileStream file;

    private Outbox(string path, FileStream file, int maxReports, long maxBytes)
    {
        this.path = path;
        this.file = file;
        this.maxReports = maxReports;
        this.maxBytes = maxBytes;
    }

    /// <summary>How many reports wait.</summary>
    public int Count
    {
        get { lock (gate) return waiting.Count; }
    }

    /// <summary>Where a damaged part was put aside when the file was opened; null when there was none.</summary>
    public string? DamagedPart { get; private set; }

    /// <summary>Keeps reports, all or none, flushed to disk on return. A report that already waits is not kept twice.</summary>
    /// <exception cref="OutboxFullException">The bound would be passed.</exception>
    public void Append(IReadOnlyList<Report> reports)
    {
        lock (gate)
        {
            var frames = new MemoryStream();
            var added = new List<(string Id, int At, int Length)>();
            foreach (var report in reports)
            {
                if (waiting.ContainsKey(report.ReportId) || added.Exists(a => a.Id == report.ReportId))
                    continue;
                var frame = Frame(OutboxFrame.Kept, report.ToByteArray());
                added.Add((report.ReportId, (int)frames.Length, frame.Length - OutboxFrame.HeaderBytes));
                frames.Write(frame);
            }

            if (waiting.Count + added.Count > maxReports)
                throw new OutboxFullException($"The outbox holds {waiting.Count} reports and at most {maxReports}");
            if (file.Length + frames.Length > maxBytes)
                Compact();
            if (file.Length + frames.Length > maxBytes)
                throw new OutboxFullException($"The outbox holds {file.Length} bytes and at most {maxBytes}");
            var start = WriteAtEnd(frames.ToArray(), flushToDisk: true);
            foreach (var (id, at, length) in added)
                waiting.Add(id, (start + at + OutboxFrame.HeaderBytes, length));
        }
    }

    /// <summary>Takes out reports that have their receipt.</summary>
    public void Remove(IReadOnlyList<Report> reports)
    {
        lock (gate)
        {
            var marks = new MemoryStream();
            foreach (var report in reports)
            {
                if (waiting.Remove(report.ReportId))
                    marks.Write(Frame(OutboxFrame.Settled, Encoding.UTF8.GetBytes(report.ReportId)));
            }

            if (marks.Length == 0)
                return;
            if (waiting.Count == 0 || file.Length + marks.Length > maxBytes)
                Compact();
            else
                WriteAtEnd(marks.ToArray(), flushToDisk: false);
        }
    }

    /// <summary>What waits at this moment, in the order in which it was kept; each report is read when it is reached.</summary>
    public IEnumerable<Report> Waiting()
    {
        string[] ids;
        lock (gate)
            ids = [.. waiting.Keys];
        foreach (var id in ids)
        {
            if (ReadOrNull(id) is { } report)
                yield return report;
        }
    }

    public void Dispose() => file.Dispose();

    private Report? ReadOrNull(string id)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(id, out var place))
                return null;
            var body = new byte[place.Length];
            RandomAccess.Read(file.SafeFileHandle, body, place.Offset);
            return Report.Parser.ParseFrom(body.AsSpan(1));
        }
    }

    private long WriteAtEnd(byte[] frames, bool flushToDisk)
    {
        var start = file.Length;
        try
        {
            file.Position = start;
            file.Write(frames);
            file.Flush(flushToDisk);
            return start;
        }
        catch (IOException)
        {
            // A full disk leaves part of a frame behind, which would hide what is appended after it.
            file.SetLength(start);
            throw;
        }
    }

    private static byte[] Frame(byte kind, ReadOnlySpan<byte> content)
    {
        var frame = new byte[OutboxFrame.HeaderBytes + 1 + content.Length];
        frame[OutboxFrame.HeaderBytes] = kind;
        content.CopyTo(frame.AsSpan(OutboxFrame.HeaderBytes + 1));
        OutboxFrame.Seal(frame);
        return frame;
    }
}
