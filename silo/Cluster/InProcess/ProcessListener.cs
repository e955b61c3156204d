using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace RealtimeGov.Cluster.InProcess;

/// <summary>Where one silo of this process takes the connections of the others.</summary>
internal sealed class ProcessListener(EndPoint endpoint, Action<ProcessListener> unbind) : IConnectionListener
{
    /// <summary>Connections nobody has accepted yet: one from each other silo, with room for as many that came in vain.</summary>
    private const int WaitingMax = 64;

    private readonly Channel<PipeConnection> waiting = Channel.CreateBounded<PipeConnection>(WaitingMax);

    public EndPoint EndPoint => endpoint;

    /// <summary>False when it listens no more, or too many wait.</summary>
    public bool TryAccept(PipeConnection connection) => waiting.Writer.TryWrite(connection);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await waiting.Reader.WaitToReadAsync(cancellationToken) && waiting.Reader.TryRead(out var connection) ? connection : null;

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        unbind(this);
        waiting.Writer.TryComplete();
        while (waiting.Reader.TryRead(out var connection)) await connection.DisposeAsync();
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
