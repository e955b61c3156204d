using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Tests.Faults;

/// <summary>What is to go wrong with which commit: tests name the commit by what is in it, and wait until it is reached.</summary>
public sealed class Faults
{
    private readonly Lock gate = new();
    private readonly List<Planned> planned = [];
    private readonly HashSet<Guid> unstorable = [];
    private readonly HashSet<string> damaged = [];

    /// <summary>Called in the turn of a grid, by its code, that is about to read the report of a withdrawal; the reading waits for it.</summary>
    public Func<string, Task>? ReadingReport { get; set; }

    /// <summary>Told which grids' days a region reads.</summary>
    public Action<IReadOnlySet<string>>? DaysReadOf { get; set; }

    /// <summary>Called for each reading of the placement, which waits for it, and fails as it does.</summary>
    public Func<Task>? ReadingPlacement { get; set; }

    /// <summary>The next commit that holds this event is answered so, and nothing of it is written.</summary>
    public FaultHandle Fail(string stream, ulong seq, CommitOutcome outcome) => Plan(stream, seq, FaultKind.Fail, outcome);

    /// <summary>The next commit that holds this event is written, and its answer lost.</summary>
    public FaultHandle LoseAnswer(string stream, ulong seq) => Plan(stream, seq, FaultKind.LoseAnswer, CommitOutcome.Unknown);

    /// <summary>The next commit that holds this event waits, unwritten, until it is let go.</summary>
    public FaultHandle Pause(string stream, ulong seq) => Plan(stream, seq, FaultKind.Pause, CommitOutcome.Committed);

    /// <summary>Every commit that counts this report is refused as bad data, whenever it is tried.</summary>
    public void RefuseAlways(Guid reportId)
    {
        lock (gate) unstorable.Add(reportId);
    }

    /// <summary>The store is damaged where this stream is: commits meet it, and nobody can tell how its appends stand.</summary>
    public void Damage(string stream)
    {
        lock (gate) damaged.Add(stream);
    }

    internal bool Damages(IReadOnlyList<Append> batch)
    {
        lock (gate) return batch.Any(a => a.Slices.Any(s => damaged.Contains(s.Stream)));
    }

    internal bool Refuses(IReadOnlyList<Append> batch)
    {
        lock (gate) return batch.Any(a => a.Claims.Any(c => unstorable.Contains(c.ReportId)));
    }

    internal Planned? Take(IReadOnlyList<Append> batch)
    {
        lock (gate)
        {
            var found = planned.FirstOrDefault(p => batch.Any(a => a.Slices.Any(s => s.Stream == p.Stream && p.Seq >= s.FirstSeq && p.Seq <= s.LastSeq)));
            if (found is not null) planned.Remove(found);
            return found;
        }
    }

    private FaultHandle Plan(string stream, ulong seq, FaultKind kind, CommitOutcome outcome)
    {
        var fault = new Planned(stream, seq, kind, outcome, new FaultHandle());
        lock (gate) planned.Add(fault);
        return fault.Handle;
    }

    internal sealed record Planned(string Stream, ulong Seq, FaultKind Kind, CommitOutcome Outcome, FaultHandle Handle);
}

internal enum FaultKind
{
    Fail,
    LoseAnswer,
    Pause,
}

/// <summary>A planned fault: when it is reached, and letting go of a paused commit.</summary>
public sealed class FaultHandle
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => reached.Task.WaitAsync(TimeSpan.FromMinutes(1));

    internal Task Released => released.Task;

    public void LetGo() => released.TrySetResult();

    internal void Reach() => reached.TrySetResult();
}
