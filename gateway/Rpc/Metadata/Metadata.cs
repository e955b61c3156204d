using System.Collections;

namespace RealtimeGov.Rpc;

/// <summary>
/// Headers or trailers of a call: an ordered list in which a key may come more than once. Keys are compared without
/// regard to case. Not safe for use by two threads at once.
/// </summary>
public sealed class Metadata : IReadOnlyList<MetadataEntry>
{
    private readonly List<MetadataEntry> _entries = [];
    private bool _frozen;

    public int Count => _entries.Count;

    public MetadataEntry this[int index] => _entries[index];

    /// <summary>Throws ArgumentException when key or value cannot travel, InvalidOperationException once it has been sent.</summary>
    public void Add(string key, string value) => Add(new MetadataEntry(key, value));

    /// <summary>The key must end in `-bin`.</summary>
    public void Add(string key, ReadOnlySpan<byte> value) => Add(new MetadataEntry(key, value));

    public void Add(string key, byte[] value) => Add(new MetadataEntry(key, (ReadOnlySpan<byte>)value));

    public void Add(MetadataEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (_frozen) throw new InvalidOperationException($"metadata '{entry.Key}' comes too late: it has been sent already");
        _entries.Add(entry);
    }

    /// <summary>The last text under this key, null when there is none.</summary>
    public string? Get(string key) => Last(key, binary: false)?.Text;

    /// <summary>The last bytes under this key, null when there are none.</summary>
    public ReadOnlyMemory<byte>? GetBytes(string key) => Last(key, binary: true)?.Bytes;

    /// <summary>Everything under this key, in order.</summary>
    public IEnumerable<MetadataEntry> GetAll(string key) =>
        _entries.Where(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    public IEnumerator<MetadataEntry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Freeze() => _frozen = true;

    private MetadataEntry? Last(string key, bool binary) =>
        _entries.FindLast(entry => entry.IsBinary == binary && entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
}
