using System.Text;
using System.Text.Json;
using RealtimeGov.Domain.Audit;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Json;

namespace RealtimeGov.Gateway.Audit;

/// <summary>
/// The audit's entries as lines of JSON in a file that only grows, each flushed to disk before whoever asked is answered.
/// It lies beside the journal and is the server's own user's alone; gateways of one folder have one file each.
/// </summary>
public sealed class AuditFile : IDisposable
{
    public const string FirstName = "audit.log";

    /// <summary>Gateways that share a folder; ./run --cluster starts eight at most.</summary>
    private const int FilesMax = 16;

    private const int TailBytes = 64 << 10;

    private static readonly JsonSerializerOptions OneLine = new(StrictJson.Files) { WriteIndented = false, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock gate = new();
    private readonly FileStream file, held;
    private ulong number;
    private string head;

    private AuditFile(FileStream file, FileStream held, AuditEntry? last) =>
        (this.file, this.held, number, head) = (file, held, last?.Number ?? 0, last?.Hash ?? AuditEntry.Beginning);

    public string Path => file.Name;

    /// <summary>The last entry's number and hash.</summary>
    public (ulong Number, string Hash) Head
    {
        get { lock (gate) return (number, head); }
    }

    /// <summary>Opens the folder's file, or the next where another gateway has that.</summary>
    /// <exception cref="InvalidDataException">Its last entry cannot be read: `audit verify` tells more.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static AuditFile Open(string folder, long nowUs)
    {
        OwnersFiles.CreateFolder(folder);
        for (var at = 1; ; at++)
        {
            // Apart from the file itself, which whoever verifies it reads beside us; the kernel drops it with the process.
            var name = NameOf(folder, at);
            FileStream held;
            try
            {
                held = OwnersFiles.Open(System.IO.Path.ChangeExtension(name, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite);
            }
            catch (IOException) when (at < FilesMax && File.Exists(name))
            {
                continue; // another gateway's
            }
            FileStream? file = null;
            try
            {
                file = OwnersFiles.Open(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
                return Begin(file, held, nowUs);
            }
            catch
            {
                file?.Dispose();
                held.Dispose();
                throw;
            }
        }
    }

    /// <summary>Every audit file of a folder, in the order of their numbers.</summary>
    public static IEnumerable<string> In(string folder) => Enumerable.Range(1, FilesMax).Select(at => NameOf(folder, at)).Where(File.Exists);

    /// <summary>Every entry of a file beside whoever writes it, with the line it stands on; null where a line is none.</summary>
    public static IEnumerable<(int Line, AuditEntry? Entry)> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var number = 0;
        while (reader.ReadLine() is { } line)
            yield return (++number, EntryOf(line));
    }

    /// <summary>On disk when it returns.</summary>
    /// <exception cref="IOException">The disk refused; nothing was said.</exception>
    public AuditEntry Append(long atUs, AuditKind kind, string who, string what, string why, string salt = "", string digest = "") =>
        Append([(atUs, kind, who, what, why, salt, digest)])[^1];

    /// <summary>The same for several, with one flush.</summary>
    public IReadOnlyList<AuditEntry> Append(IReadOnlyList<(long AtUs, AuditKind Kind, string Who, string What, string Why, string Salt, string Digest)> said)
    {
        lock (gate)
        {
            var entries = new List<AuditEntry>(said.Count);
            var text = new StringBuilder();
            var (at, before) = (number, head);
            foreach (var (atUs, kind, who, what, why, salt, digest) in said)
            {
                var entry = AuditEntry.After(++at, before, atUs, kind, who, what, why, salt, digest);
                before = entry.Hash;
                entries.Add(entry);
                text.Append(JsonSerializer.Serialize(Line.From(entry), OneLine)).Append('\n');
            }
            var length = file.Length;
            try
            {
                file.Position = length;
                file.Write(Encoding.UTF8.GetBytes(text.ToString()));
                file.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                // What was not written whole must not stand before what is written next.
                file.SetLength(length);
                throw;
            }
            (number, head) = (at, before);
            return entries;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        held.Dispose();
    }

    private static string NameOf(string folder, int at) => System.IO.Path.Combine(folder, at == 1 ? FirstName : $"audit-{at}.log");

    private static AuditFile Begin(FileStream file, FileStream held, long nowUs)
    {
        // A crash may have cut the last line short: nobody was answered for it.
        var (tail, cut) = Tail(file);
        if (cut > 0) file.SetLength(file.Length - cut);
        var last = tail.Length == 0 ? null : EntryOf(tail) ?? throw new InvalidDataException($"{file.Name}: the last entry cannot be read; run audit verify, and put the file aside for whoever looks into it");
        var opened = new AuditFile(file, held, last);
        if (last is null) opened.Append(nowUs, AuditKind.Mark, "system", "the audit begins", "");
        else if (cut > 0) opened.Append(nowUs, AuditKind.Mark, "system", $"{cut} bytes of an entry that a crash cut short were left out", "");
        return opened;
    }

    // The last whole line, and how many bytes stand behind it.
    private static (string Line, int CutBytes) Tail(FileStream file)
    {
        var bytes = new byte[Math.Min(file.Length, TailBytes)];
        file.Position = file.Length - bytes.Length;
        file.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n');
        if (end < 0) return bytes.Length == file.Length ? ("", bytes.Length) : throw new InvalidDataException($"{file.Name}: there is no line at its end");
        var begin = end == 0 ? -1 : Array.LastIndexOf(bytes, (byte)'\n', end - 1);
        return (Encoding.UTF8.GetString(bytes.AsSpan(begin + 1, end - begin - 1)), bytes.Length - end - 1);
    }

    private static AuditEntry? EntryOf(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, StrictJson.Files)?.ToEntry();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(ulong N, long AtUs, string Kind, string Who, string What, string Why, string Salt, string Digest, string Before, string Hash)
    {
        public static Line From(AuditEntry entry) =>
            new(entry.Number, entry.AtUs, entry.Kind.ToString().ToLowerInvariant(), entry.Who, entry.What, entry.Why, entry.Salt, entry.Digest, entry.Before, entry.Hash);

        public AuditEntry? ToEntry() => Enum.TryParse<AuditKind>(Kind, ignoreCase: true, out var kind)
            ? new(N, AtUs, kind, Who ?? "", What ?? "", Why ?? "", Salt ?? "", Digest ?? "", Before ?? "", Hash ?? "")
            : null;
    }
}
