namespace RealtimeGov.Rpc;

/// <summary>Between header fields and metadata. Shared by the server's bindings and the client.</summary>
public static class MetadataWire
{
    /// <summary>
    /// Takes over one received field: reserved keys are left out, a `-bin` value may hold several, joined by commas.
    /// Texts are taken as they came. Throws RpcException INTERNAL when a `-bin` value is not base64.
    /// </summary>
    public static void Receive(Metadata into, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (MetadataKey.IsReserved(key)) return;
        var lower = key.ToLowerInvariant();
        if (!MetadataKey.IsBinary(lower))
        {
            // A field that our own rules would not send (a foreign proxy's, say) is no reason to fail the call.
            if (!value.AsSpan().ContainsAnyExceptInRange(' ', '~')) into.Add(lower, value);
            return;
        }
        foreach (var part in value.AsSpan().Split(','))
        {
            if (!BinaryText.TryDecode(value.AsSpan()[part], out var bytes))
                throw new RpcException(StatusCode.Internal, $"metadata '{lower}' is not base64");
            into.Add(lower, bytes);
        }
    }

    /// <summary>The fields to send, in order; from here on the metadata takes no more entries.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Send(Metadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        metadata.Freeze();
        return metadata.Select(entry => KeyValuePair.Create(entry.Key, entry.Wire));
    }
}
