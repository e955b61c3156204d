using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite.Files;

/// <summary>An event that the journal had when the mark was made.</summary>
internal readonly record struct Marked(string Stream, ulong Seq);

/// <summary>
/// A small file beside the database that names the last event committed. A log is a prefix: where that event is in the
/// database and its log, so is everything before it, and where it is not, a part of the log is missing.
/// </summary>
/// <remarks>
/// Written after each commit, over itself, and left to the system to flush: a power cut may leave an older mark, which says
/// less, but never a newer one than the journal.
/// </remarks>
internal sealed class WriteMark : IDisposable
{
    public const string FileName = "journal.mark";

    private const int Bytes = 512; // within one sector: written whole or not at all
    private const string Heading = "journal mark 1";

    private readonly FileStream file;
    private readonly byte[] record = new byte[Bytes];

    private WriteMark(FileStream file) => this.file = file;

    /// <exception cref="IOException">The disk is full, read-only, or fails.</exception>
    public static WriteMark Open(string folder) =>
        new(OwnersFiles.Open(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite));

    /// <summary>What the folder's mark names; null of one that is empty or half written. <paramref name="isThere"/> tells whether there is a mark at all.</summary>
    public static Marked? Read(string folder, out bool isThere)
    {
        var path = Path.Combine(folder, FileName);
        if (!(isThere = File.Exists(path))) return null;
        var lines = Encoding.UTF8.GetString(File.ReadAllBytes(path)).Split('\n');
        return lines is [Heading, var stream, var seq, var sum, ..] && sum.Trim() == Sum(stream, seq) && ulong.TryParse(seq, CultureInfo.InvariantCulture, out var at)
            ? new Marked(stream, at)
            : null;
    }

    /// <summary>Names the last event of a batch that was committed. Never fails: an older mark says less, and nothing wrong.</summary>
    public void Set(IReadOnlyList<Append> batch)
    {
        if (batch.Count == 0 || batch[^1].Slices is not [.., { Events.Count: > 0 } last]) return;
        var seq = last.LastSeq.ToString(CultureInfo.InvariantCulture);
        var text = $"{Heading}\n{last.Stream}\n{seq}\n{Sum(last.Stream, seq)}\n";
        if (Encoding.UTF8.GetByteCount(text) > Bytes) return;
        Array.Fill(record, (byte)' ');
        Encoding.UTF8.GetBytes(text, record);
        try { RandomAccess.Write(file.SafeFileHandle, record, 0); }
        catch (IOException) { } // the next one will do
    }

    public void Dispose() => file.Dispose();

    private static string Sum(string stream, string seq) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{stream}\n{seq}")).AsSpan(0, 4));
}
