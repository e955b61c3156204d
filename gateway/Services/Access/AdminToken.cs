namespace RealtimeGov.Gateway.Access;

/// <summary>The one secret of administrators.</summary>
public sealed class AdminToken(string value) : AccessToken(value)
{
    public const string FileName = "admin-token";

    /// <summary>Reads the folder's token, or makes one. Throws <see cref="InvalidDataException"/> where the file is empty.</summary>
    public static AdminToken LoadOrCreate(string folder) => new(ReadOrMake(folder, FileName));
}
