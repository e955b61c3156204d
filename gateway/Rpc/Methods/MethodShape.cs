using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc;

/// <summary>Which side of a method sends a stream.</summary>
public enum MethodShape
{
    Unary,
    ClientStreaming,
    ServerStreaming,
    Duplex,
}

internal static class MethodShapes
{
    public static MethodShape Of(MethodDescriptor method) => (method.IsClientStreaming, method.IsServerStreaming) switch
    {
        (false, false) => MethodShape.Unary,
        (true, false) => MethodShape.ClientStreaming,
        (false, true) => MethodShape.ServerStreaming,
        (true, true) => MethodShape.Duplex,
    };
}
