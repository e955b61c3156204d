using System.Text;
using System.Text.Json;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Json;

namespace RealtimeGov.Gateway.Privacy;

/// <summary>One erasure that was ordered.</summary>
/// <param name="Stream">Whose contents: `person/li.na`.</param>
/// <param name="UpToSeq">The event up to which they are gone.</param>
/// <param name="By">The principal.</param>
public sealed record Erasure(string Stream, ulong UpToSeq, long AtUs, string By);

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
            await using (var file = OwnersFiles.Open(Path, FileMode.Append, FileAccess.Write, FileShare.Read))
            {
                file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(erasure, OneLine) + "\n"));
                file.Flush(flushToDisk: true);
            }
            return await eraser.Erase(erasure.Stream, erasure.UpToSeq, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>All of them again, before anything is served; how many contents had come back.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read: what it erased would be shown again.</exception>
    public async Task<int> Apply(CancellationToken cancellation)
    {
        if (!File.Exists(Path)) return 0;
        var (gone, number) = (0, 0);
        foreach (var line in await File.ReadAllLinesAsync(Path, cancellation))
        {
            number++;
            if (line.Length == 0) continue;
            gone += Parsed(line) is { } erasure
                ? await eraser.Erase(erasure.Stream, erasure.UpToSeq, cancellation)
                : throw new InvalidDataException($"{Path}: line {number} cannot be read. It says what was erased, which a backup may have brought back: correct it by a copy of the file, then start again.");
        }
        return gone;
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
