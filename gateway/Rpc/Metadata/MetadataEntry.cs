namespace RealtimeGov.Rpc;

/// <summary>One header or trailer: ASCII text, or bytes when its key ends in `-bin`.</summary>
public sealed class MetadataEntry
{
    private readonly string? _text;
    private readonly byte[]? _bytes;

    /// <summary>Throws ArgumentException when the key or the value cannot travel.</summary>
    public MetadataEntry(string key, string value)
    {
        Key = MetadataKey.Normalised(key);
        if (MetadataKey.IsBinary(Key)) throw new ArgumentException($"'{Key}' carries bytes, not text", nameof(value));
        MetadataKey.RequireText(Key, value);
        _text = value;
    }

    /// <summary>The key must end in `-bin`; throws ArgumentException otherwise.</summary>
    public MetadataEntry(string key, ReadOnlySpan<byte> value)
    {
        Key = MetadataKey.Normalised(key);
        if (!MetadataKey.IsBinary(Key)) throw new ArgumentException($"'{Key}' carries text; only a key that ends in -bin carries bytes", nameof(key));
        _bytes = value.ToArray();
    }

    /// <summary>Lower case.</summary>
    public string Key { get; }

    public bool IsBinary => _bytes is not null;

    public string Text => _text ?? throw new InvalidOperationException($"'{Key}' carries bytes");

    public ReadOnlyMemory<byte> Bytes => _bytes ?? throw new InvalidOperationException($"'{Key}' carries text");

    /// <summary>The value as it travels in a header.</summary>
    internal string Wire => _text ?? BinaryText.Encode(_bytes);
}
