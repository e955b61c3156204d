using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Commit;

/// <summary>A queued append and its answer, or the word that an incarnation is gone.</summary>
internal sealed class Pending
{
    private readonly TaskCompletionSource<AppendResult>? answer;
    private AppendResult? result;

    public Pending(Append append)
    {
        Append = append;
        // Asynchronously: the committer must not run a grain's code on its own thread.
        answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public Pending(long released) => Released = released;

    public Append? Append { get; }

    public long Released { get; }

    public Task<AppendResult> Result => answer!.Task;

    public bool IsDecided => result is not null;

    public void Decide(AppendResult fate) => result ??= fate;

    /// <summary>
    /// Tells the fate. Only after the whole cycle: a grain that reloads upon a failure must find the earlier appends of
    /// its former incarnation committed, not half-way.
    /// </summary>
    public void Answer() => answer?.TrySetResult(result ?? AppendResult.Unknown);
}
