using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc;

internal static class MethodName
{
    public static string Of(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";
}
