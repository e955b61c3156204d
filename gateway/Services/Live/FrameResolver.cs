using System.Text.Json;
using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;
using RealtimeGov.Gateway.Days;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// Frames in MessagePack have the names and shapes that they have in JSON, so that a client may change the protocol and
/// nothing else. A frame is made once for all screens of a protocol, so the way over JSON costs little.
/// </summary>
internal sealed class FrameResolver : IFormatterResolver
{
    /// <summary>What comes in are texts, of strangers.</summary>
    public static MessagePackSerializerOptions Options { get; } =
        MessagePackSerializerOptions.Standard.WithResolver(new FrameResolver()).WithSecurity(MessagePackSecurity.UntrustedData);

    public IMessagePackFormatter<T>? GetFormatter<T>() => BuiltinResolver.Instance.GetFormatter<T>() ?? FrameFormatter<T>.Instance;

    private sealed class FrameFormatter<T> : IMessagePackFormatter<T>
    {
        public static readonly FrameFormatter<T> Instance = new();

        public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) =>
            MessagePackSerializer.ConvertFromJson(JsonSerializer.Serialize(value, GatewayJson.Options), ref writer, options);

        public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
            throw new MessagePackSerializationException("a call to the hub takes texts only");
    }
}
