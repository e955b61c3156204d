using Microsoft.Extensions.Logging;

namespace RealtimeGov.Rpc.Kestrel.Calls;

/// <summary>What every handler of this server shares.</summary>
/// <param name="Stopping">Signalled when the application begins to stop; Kestrel then waits for calls to end.</param>
internal sealed record ServerSettings(RpcOptions Options, ILogger Logger, CancellationToken Stopping);
