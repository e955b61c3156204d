using System.Buffers;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc;

/// <summary>Between a message and its bytes, straight from and to the transport's own buffers.</summary>
public sealed class Marshaller<T>
    where T : class, IMessage<T>
{
    private readonly MessageParser<T> _parser;

    private Marshaller(MessageParser<T> parser) => _parser = parser;

    /// <summary>Throws ArgumentException when the descriptor's message is not T.</summary>
    public static Marshaller<T> Of(MessageDescriptor message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Parser is MessageParser<T> parser
            ? new Marshaller<T>(parser)
            : throw new ArgumentException($"{message.FullName} is {message.ClrType?.Name}, not {typeof(T).Name}", nameof(message));
    }

    /// <summary>Throws InvalidProtocolBufferException when the bytes are not such a message.</summary>
    public T Read(in ReadOnlySequence<byte> payload) =>
        payload.IsSingleSegment ? _parser.ParseFrom(payload.FirstSpan) : _parser.ParseFrom(payload);

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public int Size(T message) => message.CalculateSize();

    public void Write(T message, IBufferWriter<byte> output) => message.WriteTo(output);
}
