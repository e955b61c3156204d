using Google.Protobuf;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Kestrel.Calls;

internal static class OneRequest
{
    /// <summary>The stream's only message; throws RpcException UNIMPLEMENTED when there are none or several.</summary>
    public static async ValueTask<TRequest> Read<TRequest>(MessageReader<TRequest> requests, string method)
        where TRequest : class, IMessage<TRequest>
    {
        if (!await requests.MoveNextAsync()) throw Wrong(method, "none");
        var request = requests.Current;
        if (await requests.MoveNextAsync()) throw Wrong(method, "several");
        return request;
    }

    private static RpcException Wrong(string method, string count) =>
        new(StatusCode.Unimplemented, $"{method} takes one request; {count} came");
}
