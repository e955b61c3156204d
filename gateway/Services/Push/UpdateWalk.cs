using System.Runtime.CompilerServices;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Issues;

namespace RealtimeGov.Gateway.Push;

/// <summary>
/// One reader's way through the updates, from a moment on, each once. An update has the time at which it was decided, and may be
/// stored a little later than one that was decided after it: so far back is looked again.
/// </summary>
/// <param name="fromUs">Nothing that was decided before it is told; microseconds since 1970-01-01T00:00Z.</param>
internal sealed class UpdateWalk(IReadModel readModel, ApiReads bound, long fromUs)
{
    /// <summary>A store that does not answer is waited for within this; what it has not taken by then is refused to whoever asked.</summary>
    public static readonly TimeSpan LooksBack = TimeSpan.FromMinutes(5);

    private const int PageRows = 500;

    private readonly long startUs = fromUs;
    private readonly Dictionary<string, long> told = new(StringComparer.Ordinal); // within reach of looking back

    /// <summary>Everything up to here has been told, what is still to be stored aside.</summary>
    public long UpToUs { get; private set; } = fromUs;

    /// <summary>What has come since, the oldest first. One that its reader does not take (<see cref="Told"/>) comes again.</summary>
    public async IAsyncEnumerable<IssueUpdate> Next([EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = IssueUpdate.Between(Math.Max(startUs, UpToUs - (long)LooksBack.TotalMicroseconds), long.MaxValue, PageRows);
        for (; ; )
        {
            var next = query;
            var page = await bound.Bounded(() => readModel.Query(next, cancellation));
            foreach (var update in page)
                if (!told.ContainsKey(CloudEvent.IdOf(update))) yield return update;
            if (page.Count < PageRows) break;
            query = IssueUpdate.After(page[^1], PageRows);
        }
        var reachUs = UpToUs - 2 * (long)LooksBack.TotalMicroseconds;
        foreach (var (id, atUs) in told.ToList())
            if (atUs < reachUs) told.Remove(id);
    }

    /// <summary>The reader has it.</summary>
    public void Told(IssueUpdate update)
    {
        told[CloudEvent.IdOf(update)] = update.AtUs;
        UpToUs = Math.Max(UpToUs, update.AtUs);
    }
}
