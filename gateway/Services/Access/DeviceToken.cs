using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RealtimeGov.Gateway.Access;

/// <summary>The one secret of field devices: made at the first run in the data folder, readable by its owner only.</summary>
public sealed class DeviceToken
{
    public const string FileName = "device-token";
    public const int SizeBytes = 32;

    private readonly byte[] hash;

    public DeviceToken(string value)
    {
        Value = value;
        hash = Hash(value);
    }

    public string Value { get; }

    /// <summary>Reads the folder's token, or makes one. Throws <see cref="InvalidDataException"/> where the file is empty.</summary>
    public static DeviceToken LoadOrCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) Create(path);
        var value = File.ReadAllText(path).Trim();
        if (value.Length == 0) throw new InvalidDataException($"--data {folder}: the file {FileName} is empty; delete it to get a new token");
        return new DeviceToken(value);
    }

    /// <summary>Takes the same time for every wrong token of any length: hashes are compared, not the texts.</summary>
    public bool Matches(string presented) => CryptographicOperations.FixedTimeEquals(Hash(presented), hash);

    // The token appears under its name only when it is whole: a crash in between leaves no empty file behind.
    private static void Create(string path)
    {
        var draft = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SizeBytes)) + "\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: false);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
