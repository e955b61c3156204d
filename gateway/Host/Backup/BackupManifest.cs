using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeGov.Json;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Host.Backup;

/// <summary>A file of a backup.</summary>
/// <param name="Name">Relative to the backup, with `/`.</param>
/// <param name="Sha256">Hexadecimal, small letters.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>What a backup holds: written last, so that a folder without it is no backup.</summary>
/// <param name="Format">Of the backup's folder.</param>
/// <param name="TakenAtUs">When the database was copied; microseconds since 1970-01-01T00:00Z.</param>
/// <param name="Schema">The journal's.</param>
/// <param name="Counts">Rows of each table of the journal.</param>
/// <param name="PhotosMissing">Photos that a report names and whose files were not there.</param>
internal sealed record BackupManifest(int Format, long TakenAtUs, int Schema, IReadOnlyDictionary<string, long> Counts, int PhotosMissing, IReadOnlyList<BackupFile> Files)
{
    public const string FileName = "backup.json";

    public const int FormatNow = 1;

    [JsonIgnore]
    public long Events => Counts.GetValueOrDefault("journal");

    [JsonIgnore]
    public long Reports => Counts.GetValueOrDefault("report_id");

    private const int BytesMax = 256 << 20; // a million photos

    /// <exception cref="InvalidDataException">It is no backup, or one of a newer program.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new InvalidDataException($"--from {folder}: there is no {FileName}, so it is no backup, or one that was not finished: name another");
        if (new FileInfo(path).Length > BytesMax) throw new InvalidDataException($"{path} is larger than any backup's: name another backup");
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllText(path), StrictJson.Files);
            if (manifest is { Format: > FormatNow }) throw new InvalidDataException($"{path} is of format {manifest.Format}, and this program reads format {FormatNow}: restore with the release that took the backup, or a newer one");
            if (manifest is { Format: FormatNow, Counts: not null, Files: not null } && manifest.Files.All(file => file is { Name.Length: > 0, Sha256: not null })) return manifest;
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new InvalidDataException($"{path} cannot be read: the backup was altered or cut short. Name another");
    }

    public void Write(string folder) =>
        OwnersFiles.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, StrictJson.Files));

    public static BackupFile Describe(string folder, string name)
    {
        using var file = File.OpenRead(Path.Combine(folder, name));
        return new BackupFile(name.Replace(Path.DirectorySeparatorChar, '/'), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
