using Microsoft.Extensions.Logging;

namespace RealtimeGov.Rpc.AspNetCore.Calls;

/// <summary>What every call of this server shares.</summary>
/// <param name="Stopping">Signalled when the application begins to stop; Kestrel then waits for calls to end.</param>
internal sealed record ServerSettings(RpcOptions Options, ILogger Logger, CancellationToken Stopping);
