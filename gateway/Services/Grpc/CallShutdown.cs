using Microsoft.Extensions.Hosting;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>
/// Ends the calls before the server stops listening. Behind the last status of a connection that it closes, Kestrel closes it at once, and a
/// client whose half is open and that has not got round to reading the status hears of the closed connection in its place. So the calls are
/// told to end first, and the server stops when they are over and their clients have ended their halves.
/// </summary>
public sealed class CallShutdown : IHostedLifecycleService, IDisposable
{
    /// <summary>A bound on clients that neither end their half nor go: <see cref="RequestDrain.Within"/>, and time for a handler that was deciding.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration told;
    private readonly Lock gate = new();
    private int open;
    private bool isWaiting;

    public CallShutdown(IHostApplicationLifetime lifetime) => told = lifetime.ApplicationStopping.Register(stopping.Cancel);

    /// <summary>Calls are to end.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>A call has begun; disposing ends it, requests that come after its status and all.</summary>
    public IDisposable Enter()
    {
        lock (gate) open++;
        return new Call(this);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        lock (gate)
        {
            if (open == 0) return;
            isWaiting = true;
        }
        try { await over.Task.WaitAsync(Within, cancellationToken); }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException) { } // Kestrel breaks off what is left
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        told.Dispose();
        stopping.Dispose();
    }

    private void Leave()
    {
        lock (gate)
        {
            if (--open == 0 && isWaiting) over.TrySetResult();
        }
    }

    private sealed class Call(CallShutdown all) : IDisposable
    {
        public void Dispose() => all.Leave();
    }
}
