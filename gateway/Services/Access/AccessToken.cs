using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Access;

/// <summary>
/// A secret that whoever calls must bear. It lies in a file of the data folder: made at the first run, readable by its
/// owner only. What one kind of token opens, another does not.
/// </summary>
public abstract class AccessToken
{
    public const int SizeBytes = 32;

    private const string Scheme = "Bearer ";

    private readonly byte[] hash;

    private protected AccessToken(string value)
    {
        Value = value;
        hash = Hash(value);
    }

    public string Value { get; }

    /// <summary>Takes the same time for every wrong token of any length: hashes are compared, not the texts.</summary>
    public bool Matches(string presented) => CryptographicOperations.FixedTimeEquals(Hash(presented), hash);

    /// <summary>Takes the whole `authorization` value; null is one that was not sent.</summary>
    public bool IsBorneBy(string? authorization) =>
        authorization is not null
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && Matches(authorization[Scheme.Length..].Trim());

    /// <summary>Reads the folder's token, or makes one. Throws <see cref="InvalidDataException"/> where the file is empty.</summary>
    private protected static string ReadOrMake(string folder, string fileName)
    {
        OwnersFiles.CreateFolder(folder);
        var path = Path.Combine(folder, fileName);
        if (!File.Exists(path)) Make(path);
        var value = File.ReadAllText(path).Trim();
        return value.Length > 0 ? value
            : throw new InvalidDataException($"--data {folder}: the file {fileName} is empty; delete it to get a new token");
    }

    // The token appears under its name only when it is whole: a crash in between leaves no empty file behind.
    private static void Make(string path)
    {
        var draft = $"{path}.{Environment.ProcessId}";
        File.Delete(draft); // of a process that had this one's number, and its rights
        using (var file = OwnersFiles.Open(draft, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SizeBytes)) + "\n"));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another gateway of the same folder was first: its token is the one.
            File.Delete(draft);
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
