using Google.Protobuf;
using Core = Grpc.Core;

namespace RealtimeGov.Rpc.AspNetCore.Calls;

/// <summary>Our marshaller in Grpc.AspNetCore's terms: straight from and to its buffers.</summary>
internal static class MessageMarshaller
{
    public static Core.Marshaller<T> Of<T>(Marshaller<T> own)
        where T : class, IMessage<T>
    {
        return Core.Marshallers.Create(
            (message, output) =>
            {
                output.SetPayloadLength(own.Size(message));
                own.Write(message, output.GetBufferWriter());
                output.Complete();
            },
            input =>
            {
                try
                {
                    return own.Read(input.PayloadAsReadOnlySequence());
                }
                catch (InvalidProtocolBufferException)
                {
                    throw new Core.RpcException(new Core.Status(Core.StatusCode.InvalidArgument, $"a message is not a {typeof(T).Name}"));
                }
            });
    }
}
