using Microsoft.Extensions.Logging;

namespace RealtimeGov.Rpc.Kestrel.Calls;

internal abstract partial class CallHandler<TRequest, TResponse>
{
    [LoggerMessage(EventId = 1, EventName = "HandlerFailed", Level = LogLevel.Error, Message = "{Method} failed for {Peer}")]
    private static partial void LogHandlerFailed(ILogger logger, Exception fault, string method, string peer);
}
