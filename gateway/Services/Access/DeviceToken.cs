namespace RealtimeGov.Gateway.Access;

/// <summary>The one secret of field devices.</summary>
public sealed class DeviceToken(string value) : AccessToken(value)
{
    public const string FileName = "device-token";

    /// <summary>Reads the folder's token, or makes one. Throws <see cref="InvalidDataException"/> where the file is empty.</summary>
    public static DeviceToken LoadOrCreate(string folder) => new(ReadOrMake(folder, FileName));
}
