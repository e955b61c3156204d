namespace RealtimeGov.Gateway.Api;

/// <summary>
/// Answers that those share who ask the same: one question is under way for each key, and who asks meanwhile, or soon
/// after its start, gets its answer. A failure is shared only by those who wait for it. Nobody changes an answer: others
/// hold it too.
/// </summary>
/// <param name="reuse">How old an answer may be, from when it was asked for.</param>
/// <param name="keysMax">Answers held; beyond that a question is asked for its caller alone.</param>
internal sealed class SharedAnswers<TKey, TAnswer>(TimeSpan reuse, int keysMax, TimeProvider time) where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Asked> held = [];

    /// <param name="ask">Run elsewhere than under the gate, and for all who share it: no one caller's cancellation ends it.</param>
    public Task<TAnswer> Ask(TKey key, Func<Task<TAnswer>> ask, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (held.TryGetValue(key, out var asked) && IsUsable(asked)) return asked.Answer.WaitAsync(cancellation);
            var answer = Task.Run(ask);
            if (HasRoomFor(key)) held[key] = new Asked(answer, time.GetTimestamp());
            return answer.WaitAsync(cancellation);
        }
    }

    private bool IsUsable(Asked asked) =>
        !asked.Answer.IsCompleted || (asked.Answer.IsCompletedSuccessfully && time.GetElapsedTime(asked.At) < reuse);

    private bool HasRoomFor(TKey key)
    {
        if (held.Count < keysMax || held.ContainsKey(key)) return true;
        foreach (var (old, asked) in held)
            if (!IsUsable(asked)) held.Remove(old);
        return held.Count < keysMax;
    }

    private sealed record Asked(Task<TAnswer> Answer, long At);
}
