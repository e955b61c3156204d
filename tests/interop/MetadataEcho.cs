using RealtimeGov.Rpc;

namespace RealtimeGov.Interop;

/// <summary>Sends back the two pieces of metadata that the interoperability tests name.</summary>
internal static class MetadataEcho
{
    public const string Initial = "x-grpc-test-echo-initial";
    public const string Trailing = "x-grpc-test-echo-trailing-bin";

    public static void Answer(CallContext call)
    {
        foreach (var entry in call.RequestHeaders.GetAll(Initial)) call.ResponseHeaders.Add(entry);
        foreach (var entry in call.RequestHeaders.GetAll(Trailing)) call.ResponseTrailers.Add(entry);
    }
}
