using System.Text;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Waiting;

// Opening the file after whatever happened to it, and cutting it back.
public sealed partial class Outbox
{
    /// <summary>Opens or makes the outbox at <paramref name="path"/>.</summary>
    /// <exception cref="OutboxUnavailableException">Another process has it open, or it is not an outbox.</exception>
    public static Outbox Open(string path, int maxReports = MaxReports, long maxBytes = MaxBytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        FileStream file;
        try
        {
            file = OpenFile(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutboxUnavailableException($"The outbox {path} cannot be opened: {error.Message}", error);
        }

        var outbox = new Outbox(path, file, maxReports, maxBytes);
        try
        {
            outbox.Load();
            return outbox;
        }
        catch
        {
            outbox.Dispose();
            throw;
        }
    }

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private void Load()
    {
        if (file.Length < Magic.Length)
        {
            // New, or a crash came between making it and its first line.
            Truncate();
            return;
        }

        Span<byte> magic = stackalloc byte[Magic.Length];
        file.ReadExactly(magic);
        if (!magic.SequenceEqual(Magic))
            throw new OutboxUnavailableException($"{path} is not an outbox");
        var good = file.Position;
        while (OutboxFrame.Read(file) is { } body)
        {
            Fold(body, good + OutboxFrame.HeaderBytes);
            good = file.Position;
        }

        if (good < file.Length)
            CutTail(good);
        if (waiting.Count == 0 && file.Length > Magic.Length)
            Truncate();
    }

    private void Fold(byte[] body, long offset)
    {
        if (body[0] == OutboxFrame.Kept)
            waiting.TryAdd(Report.Parser.ParseFrom(body.AsSpan(1)).ReportId, (offset, body.Length));
        else if (body[0] == OutboxFrame.Settled)
            waiting.Remove(Encoding.UTF8.GetString(body.AsSpan(1)));
    }

    // What follows the last whole frame is normally an append that a crash tore, which nobody was told is kept. It may
    // also be damage in the middle, so the bytes are put aside, not thrown away.
    private void CutTail(long good)
    {
        file.Position = good;
        var tail = new byte[Math.Min(file.Length - good, maxBytes)];
        file.ReadExactly(tail);
        if (HoldsWholeFrame(tail))
        {
            DamagedPart = path + ".damaged";
            File.WriteAllBytes(DamagedPart, tail);
        }

        file.SetLength(good);
        file.Flush(flushToDisk: true);
    }

    // A torn append ends the file; a frame that is whole again further on means damage.
    private static bool HoldsWholeFrame(byte[] tail)
    {
        for (var at = 1; at + OutboxFrame.HeaderBytes < tail.Length; at++)
        {
            using var rest = new MemoryStream(tail, at, tail.Length - at, writable: false);
            if (OutboxFrame.Read(rest) is not null)
                return true;
        }

        return false;
    }

    private void Truncate()
    {
        file.SetLength(0);
        file.Position = 0;
        file.Write(Magic);
        file.Flush(flushToDisk: true);
    }

    // Nothing waits: the file is cut back in place. Otherwise what waits is copied to a new file, which takes its place.
    private void Compact()
    {
        if (waiting.Count == 0)
        {
            Truncate();
            return;
        }

        var places = new OrderedDictionary<string, (long Offset, int Length)>(StringComparer.Ordinal);
        var next = OpenFile(path + ".new");
        try
        {
            next.SetLength(0);
            next.Write(Magic);
            foreach (var id in waiting.Keys)
            {
                var frame = Frame(OutboxFrame.Kept, Google.Protobuf.MessageExtensions.ToByteArray(ReadOrNull(id)!));
                places.Add(id, (next.Position + OutboxFrame.HeaderBytes, frame.Length - OutboxFrame.HeaderBytes));
                next.Write(frame);
            }

            next.Flush(flushToDisk: true);
            File.Move(path + ".new", path, overwrite: true);
        }
        catch
        {
            next.Dispose();
            throw;
        }

        file.Dispose();
        file = next;
        waiting = places;
    }
}
