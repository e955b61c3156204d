namespace RealtimeGov.Gateway.Photos.Storage;

/// <summary>One upload's file. What arrived is kept at dispose unless it was discarded.</summary>
internal sealed class IncomingPhoto(IncomingPhotos all, FileStream content) : IDisposable
{
    private bool left;

    /// <summary>Bytes that have arrived; every one of them is in the file.</summary>
    public long Length => content.Position;

    /// <exception cref="IOException">The disk refused.</exception>
    public ValueTask Append(ReadOnlyMemory<byte> bytes) => content.WriteAsync(bytes);

    public byte[] ReadAll()
    {
        var bytes = new byte[Length];
        content.Position = 0;
        content.ReadExactly(bytes);
        return bytes;
    }

    public void Discard() => Leave(keep: false);

    public void Dispose() => Leave(keep: true);

    private void Leave(bool keep)
    {
        if (left) return;
        left = true;
        var path = content.Name;
        var empty = content.Length == 0;
        content.Dispose();
        if (keep && !empty) all.Keep(path);
        else all.Discard(path);
    }
}
