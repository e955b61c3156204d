using System.Text.Json;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Json;

namespace RealtimeGov.Devices.Playback;

/// <summary>How far a replay came.</summary>
/// <param name="File">The file's name, for people.</param>
/// <param name="Sha256">Of the file: another content is another replay.</param>
/// <param name="Source">The map's source.</param>
/// <param name="Server">Where it goes: another server has not seen the rows.</param>
/// <param name="Order">"file" or "time": in which order rows were sent.</param>
/// <param name="Rows">So many rows, in that order, have their receipt.</param>
public sealed record ResumePoint(string File, string Sha256, string Source, string Server, string Order, long Rows);

/// <summary>The resume file was made by another replay, or is none.</summary>
public sealed class ResumeException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The file that holds a <see cref="ResumePoint"/>. It is replaced as a whole and may be a little behind: rows sent
/// again after a crash are answered with DUPLICATE.
/// </summary>
public sealed class ResumeFile(string path)
{
    public string Path { get; } = path;

    /// <summary>The rows to skip: zero without a resume file.</summary>
    /// <exception cref="ResumeException">The file belongs to another replay; the message says in what it differs.</exception>
    public long RowsDone(ResumePoint beginning)
    {
        if (!File.Exists(Path))
            return 0;
        var point = Read();
        Same("file content", point.Sha256, beginning.Sha256);
        Same("source", point.Source, beginning.Source);
        Same("server", point.Server, beginning.Server);
        Same("order", point.Order, beginning.Order);
        return point.Rows;
    }

    public void Write(ResumePoint point)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        var next = Path + ".new";
        using (var file = OwnersFiles.Open(next, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, point, StrictJson.Files);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, Path, overwrite: true);
    }

    public void Delete()
    {
        if (File.Exists(Path))
            File.Delete(Path);
    }

    private ResumePoint Read()
    {
        try
        {
            return JsonSerializer.Deserialize<ResumePoint>(File.ReadAllBytes(Path), StrictJson.Files) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            throw new ResumeException($"{Path} is not a resume file: {error.Message}", error);
        }
    }

    private void Same(string what, string then, string now)
    {
        if (then != now)
            throw new ResumeException($"{Path} belongs to another replay: its {what} is {then}, this one's is {now}. Delete it to begin at the first row.");
    }
}
