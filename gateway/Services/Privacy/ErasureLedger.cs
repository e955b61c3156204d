using System.Text;
using System.Text.Json;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Json;

namespace RealtimeGov.Gateway.Privacy;

/// <summary>One erasure that was ordered.</summary>
/// <param name="Stream">Whose contents: `person/li.na`.</param>
/// <param name="UpToSeq">The event up to which they are gone.</param>
/// <param name="By">The principal.</param>
/// <param name="FromSeq">Of what went with an append: the event from which on; 0 of a person, of whom everything went.</param>
/// <param name="FirstUs">When that event was recorded.</param>
/// <param name="Report">The report whose words they were; empty of others.</param>
public sealed record Erasure(string Stream, ulong UpToSeq, long AtUs, string By, ulong FromSeq = 0, long FirstUs = 0, string Report = "")
{
    /// <summary>In the place of a stream: what stands before it was applied when a backup was restored.</summary>
    internal const string Restored = "restored";

    internal bool IsMark => Stream == Restored;

    internal ErasedContent ToContent() => new(Stream, FromSeq, UpToSeq, FirstUs, Guid.TryParse(Report, out var report) ? report : null, AtUs);

    internal static Erasure From(ErasedContent erased) =>
        new(erased.Stream, erased.ToSeq, erased.ErasedAtUs, "", erased.FromSeq, erased.FirstUs, erased.ReportId?.ToString("D") ?? "");
}

/// <summary>
/// Which contents were erased, in a file beside the database: a backup that is older than an erasure brings them back, and
/// each start takes them out again. It names streams and no person.
/// </summary>
public sealed class ErasureLedger(string folder, IContentEraser eraser)
{
    public const string FileName = "erasures.log";

    private static readonly JsonSerializerOptions OneLine = new(StrictJson.Files) { WriteIndented = false };

    private readonly SemaphoreSlim turn = new(1, 1);

    public string Path { get; } = System.IO.Path.Combine(folder, FileName);

    /// <summary>Written down first: what a crash interrupts the next start completes.</summary>
    /// <exception cref="IOException">It could not be written; nothing was erased.</exception>
    public async Task<int> Erase(Erasure erasure, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            Append(Path, [erasure]);
            return await eraser.Erase(erasure.Stream, erasure.UpToSeq, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The same of contents of several streams, each by the event that it begins with; their photos go too.</summary>
    /// <inheritdoc cref="Erase(Erasure, CancellationToken)"/>
    public async Task<int> Erase(IReadOnlyList<ErasedContent> erased, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            Append(Path, [.. erased.Select(Erasure.From)]);
            var gone = 0;
            foreach (var one in erased) gone += await eraser.Erase(one, cancellation);
            return gone;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Writes down what appends erased and no line says yet; how many lines were added.</summary>
    /// <exception cref="IOException">It could not be written; the next call tries again.</exception>
    public async Task<int> Note(IReadOnlyList<ErasedContent> erased, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var known = Read(Path).ToHashSet();
            var missing = erased.Select(Erasure.From).Where(one => !known.Contains(one)).ToList();
            if (missing.Count > 0) Append(Path, missing);
            return missing.Count;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// All of them again, before anything is served; how many contents had come back. Of what went with an append not what a restore applied: it
    /// is of a journal that no longer goes on, and the numbers of its later events may be others' by now.
    /// </summary>
    /// <exception cref="InvalidDataException">A line cannot be read: what it erased would be shown again.</exception>
    public Task<int> Apply(CancellationToken cancellation)
    {
        var lines = Read(Path);
        var applied = lines.Select((erasure, at) => erasure.IsMark ? at + 1 : 0).DefaultIfEmpty().Max();
        return Apply(lines.Where((erasure, at) => erasure.FromSeq == 0 || at >= applied), cancellation);
    }

    /// <summary>All of them, on what a backup brought back; how many contents.</summary>
    /// <inheritdoc cref="Apply(CancellationToken)"/>
    public Task<int> ApplyAll(CancellationToken cancellation) => Apply(Read(Path), cancellation);

    /// <summary>Every line of a ledger, in order; none where there is no file.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read: what it erased would be shown again.</exception>
    public static IReadOnlyList<Erasure> Read(string path)
    {
        if (!File.Exists(path)) return [];
        return [.. File.ReadAllLines(path).Select((line, at) => (Line: line, Number: at + 1)).Where(one => one.Line.Length > 0).Select(one => Parsed(one.Line)
            ?? throw new InvalidDataException($"{path}: line {one.Number} cannot be read. It says what was erased, which a backup may have brought back: correct it by a copy of the file, then start again."))];
    }

    /// <summary>The lines of several ledgers as that of a folder which was restored: each once, and applied.</summary>
    public static void Write(string path, IEnumerable<Erasure> erasures, long nowUs, string by) =>
        Append(path, [.. erasures.Where(erasure => !erasure.IsMark).Distinct(), new Erasure(Erasure.Restored, 0, nowUs, by)]);

    private async Task<int> Apply(IEnumerable<Erasure> erasures, CancellationToken cancellation)
    {
        var gone = 0;
        foreach (var erasure in erasures.Where(erasure => !erasure.IsMark))
            gone += erasure.FromSeq > 0
                ? await eraser.Erase(erasure.ToContent(), cancellation)
                : await eraser.Erase(erasure.Stream, erasure.UpToSeq, cancellation);
        return gone;
    }

    private static void Append(string path, IReadOnlyList<Erasure> erasures)
    {
        using var file = OwnersFiles.Open(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(Encoding.UTF8.GetBytes(string.Concat(erasures.Select(erasure => JsonSerializer.Serialize(erasure, OneLine) + "\n"))));
        file.Flush(flushToDisk: true);
    }

    private static Erasure? Parsed(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Erasure>(line, StrictJson.Files) is { Stream.Length: > 0 } erasure ? erasure : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
