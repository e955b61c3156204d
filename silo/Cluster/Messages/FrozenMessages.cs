using Google.Protobuf;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace RealtimeGov.Cluster.Messages;

/// <summary>
/// How protobuf messages travel between grains. A message is frozen once it is sent, so within a process the receiver gets
/// the sender's own; between processes it goes as its protobuf bytes, of which older and newer programs know what they know.
/// </summary>
internal sealed class FrozenMessages : ISpecializableCodec, ISpecializableCopier, ITypeFilter
{
    public bool IsSupportedType(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsGenericType: false } && typeof(IMessage).IsAssignableFrom(type);

    public IFieldCodec GetSpecializedCodec(Type type) => (IFieldCodec)Activator.CreateInstance(typeof(FrozenMessageCodec<>).MakeGenericType(type))!;

    public IDeepCopier GetSpecializedCopier(Type type) => (IDeepCopier)Activator.CreateInstance(typeof(SameMessage<>).MakeGenericType(type))!;

    public bool? IsTypeAllowed(Type type) => IsSupportedType(type) ? true : null;
}

/// <summary>A copy of a frozen message is the message.</summary>
internal sealed class SameMessage<T> : ShallowCopier<T>;

/// <summary>A message as a length and its protobuf bytes.</summary>
internal sealed class FrozenMessageCodec<T> : IFieldCodec<T> where T : class, IMessage<T>, new()
{
    private static readonly MessageParser<T> Parser = new(() => new T());

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, T? value)
        where TBufferWriter : System.Buffers.IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType!, value!)) return;
        writer.WriteFieldHeader(fieldIdDelta, expectedType!, typeof(T), WireType.LengthPrefixed);
        var bytes = value.ToByteArray();
        writer.WriteVarUInt32((uint)bytes.Length);
        writer.Write(bytes);
    }

    public T ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType == WireType.Reference) return ReferenceCodec.ReadReference<T, TInput>(ref reader, field)!;
        field.EnsureWireType(WireType.LengthPrefixed);
        var message = Parser.ParseFrom(reader.ReadBytes(reader.ReadVarUInt32()));
        ReferenceCodec.RecordObject(reader.Session, message);
        return message;
    }
}
