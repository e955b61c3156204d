using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;

namespace RealtimeGov.Journal.Rebuild;

/// <summary>
/// Makes every row of the read model again from the journal, beside a running system, compares, and puts right what
/// differs. The long part, folding the journal into shadow tables and comparing them, keeps nobody waiting; what came
/// meanwhile is folded, and the differing rows looked at once more, while nobody appends.
/// </summary>
/// <param name="report">Called with the events folded so far.</param>
public sealed class RebuildRun(IRebuildStore store, IReadOnlyList<IStreamKind> kinds, Action<long> report)
{
    /// <summary>Events read and folded at once.</summary>
    private const int PageMax = 2_000;

    /// <summary>Streams with so many events keep their fold in memory until the end; shorter ones are folded again if they grow.</summary>
    private const int KeptFrom = 100;

    /// <summary>Rounds of catching up with the running system before the last one, in which it waits.</summary>
    private const int CatchUpMax = 5;

    /// <summary>So few events are caught up with while the system waits.</summary>
    private const int LastMax = 1_000;

    /// <summary>Differing rows of one table that are looked at; more are found by the next run.</summary>
    public const int DifferencesMax = 100_000;

    private readonly IReadOnlyList<ReadTable> tables = [.. kinds.SelectMany(kind => kind.Tables).Distinct()];
    private readonly Dictionary<string, ulong> positions = [];
    private readonly Dictionary<string, IStreamFold> folds = [];
    private long folded;

    /// <param name="check">Only compares: whatever differs stays.</param>
    /// <returns>What differed.</returns>
    /// <exception cref="InvalidDataException">The journal is damaged: the message names stream and seq. Nothing was changed.</exception>
    public async Task<IReadOnlyList<Difference>> Run(bool check, CancellationToken cancellation)
    {
        await store.Prepare(tables, cancellation);
        await FoldAll(cancellation);
        for (var round = 0; round < CatchUpMax && await CatchUp(cancellation) > LastMax;) round++;
        var suspects = new List<Difference>();
        foreach (var table in tables)
            suspects.AddRange((await store.Differences(table, DifferencesMax, cancellation)).Select(pair => Difference.Of(table, pair)).OfType<Difference>());
        if (suspects.Count == 0) return [];
        await CatchUp(cancellation);
        var differences = new List<Difference>();
        await store.WhileNobodyAppends(async () =>
        {
            await CatchUp(cancellation);
            foreach (var suspect in suspects)
                if (Difference.Of(suspect.Table, await store.Pair(suspect.Table, suspect.Key, cancellation)) is { } difference) differences.Add(difference);
            if (check) return false;
            foreach (var difference in differences) await store.Replace(difference.Table, difference.Key, cancellation);
            return true;
        }, cancellation);
        return differences;
    }

    private async Task FoldAll(CancellationToken cancellation)
    {
        var (at, fold) = (EventCause.None, (IStreamFold?)null);
        while (await store.Read(at, within: null, PageMax, cancellation) is { Count: > 0 } page)
        {
            var rows = new ReadRows();
            foreach (var run in Runs(page))
            {
                if (run[0].Stream != at.Stream) fold = Open(run[0].Stream);
                Fold(fold!, run, rows);
                at = new EventCause(run[^1].Stream, run[^1].Seq);
            }
            await store.Write(rows, cancellation);
            report(folded);
        }
    }

    /// <summary>Folds what was appended since. How many events that were.</summary>
    private async Task<long> CatchUp(CancellationToken cancellation)
    {
        var before = folded;
        foreach (var (stream, head) in await store.Heads(cancellation))
        {
            var position = positions.GetValueOrDefault(stream);
            if (head <= position) continue;
            var fold = folds.GetValueOrDefault(stream) ?? await FoldAgain(stream, position, cancellation);
            for (var at = position; at < head; at = positions[stream])
            {
                var rows = new ReadRows();
                Fold(fold, await Next(stream, at, PageMax, cancellation), rows);
                await store.Write(rows, cancellation);
            }
        }
        report(folded);
        return folded - before;
    }

    /// <summary>The fold of a stream up to a position whose rows are written already.</summary>
    private async Task<IStreamFold> FoldAgain(string stream, ulong position, CancellationToken cancellation)
    {
        var fold = Open(stream);
        if (position > 0) fold.Apply(await Next(stream, 0, (int)position, cancellation), new ReadRows());
        return fold;
    }

    private async Task<IReadOnlyList<StoredEvent>> Next(string stream, ulong after, int limit, CancellationToken cancellation)
    {
        var events = await store.Read(new EventCause(stream, after), stream, limit, cancellation);
        return events.Count > 0 ? events : throw new InvalidDataException($"the journal is damaged at {stream} {after + 1}: there is no such event");
    }

    private void Fold(IStreamFold fold, IReadOnlyList<StoredEvent> run, ReadRows rows)
    {
        var stream = run[0].Stream;
        var position = positions.GetValueOrDefault(stream);
        foreach (var e in run)
            if (e.Seq != ++position) throw new InvalidDataException($"the journal is damaged at {stream} {position}: there is no such event, but event {e.Seq} is");
        fold.Apply(run, rows);
        positions[stream] = position;
        folded += run.Count;
        if (position >= KeptFrom) folds[stream] = fold;
    }

    private IStreamFold Open(string stream) => kinds.FirstOrDefault(kind => kind.Owns(stream))?.Open(stream)
        ?? throw new InvalidDataException($"the journal is damaged at {stream} 1: this program knows no such stream");

    private static IEnumerable<IReadOnlyList<StoredEvent>> Runs(IReadOnlyList<StoredEvent> page)
    {
        var run = new List<StoredEvent>();
        foreach (var e in page)
        {
            if (run.Count > 0 && run[0].Stream != e.Stream)
            {
                yield return run;
                run = [];
            }
            run.Add(e);
        }
        if (run.Count > 0) yield return run;
    }
}
