namespace RealtimeGov.Tests.Support;

/// <summary>
/// What a child wrote, line by line, and who waits for which line. A line that came before the waiter counts too, so
/// that no test has to win a race against its child.
/// </summary>
internal sealed class ChildOutput
{
    /// <summary>Lines kept; older ones are dropped, so that a talkative child cannot fill the test's memory.</summary>
    public const int LinesKept = 100_000;

    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> waiters = [];
    private Exception? ended;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate)
                return [.. lines];
        }
    }

    public void Add(string line)
    {
        lock (gate)
        {
            lines.Enqueue(line);
            if (lines.Count > LinesKept)
                lines.Dequeue();

            foreach (var waiter in waiters.Where(waiter => waiter.Wanted(line)))
                waiter.Found.TrySetResult(line);

            waiters.RemoveAll(waiter => waiter.Found.Task.IsCompleted);
        }
    }

    /// <summary>No further line will come: whoever still waits gets the error.</summary>
    public void End(Exception error)
    {
        lock (gate)
        {
            ended = error;
            foreach (var waiter in waiters)
                waiter.Found.TrySetException(error);

            waiters.Clear();
        }
    }

    public Task<string> First(Func<string, bool> wanted)
    {
        lock (gate)
        {
            foreach (var line in lines)
                if (wanted(line))
                    return Task.FromResult(line);

            if (ended is not null)
                return Task.FromException<string>(ended);

            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((wanted, found));
            return found.Task;
        }
    }
}
