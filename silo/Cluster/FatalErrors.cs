using Orleans.Runtime;

namespace RealtimeGov.Cluster;

/// <summary>
/// A silo that the others declared dead must decide nothing more. Whoever runs it is told, and starts a new one in its
/// place: ending the process would need somebody to start it again.
/// </summary>
internal sealed class FatalErrors : IFatalErrorHandler
{
    private readonly TaskCompletionSource<string> happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Happened => happened.Task;

    public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

    public void OnFatalException(object? sender, string? context, Exception? exception) =>
        happened.TrySetResult(string.Join(": ", new[] { context, exception?.Message }.Where(part => !string.IsNullOrEmpty(part))));
}
