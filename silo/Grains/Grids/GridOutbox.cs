using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Projections;

namespace RealtimeGov.Grains.Grids;

/// <summary>
/// Which messages of a grid are on their way: read when a report first may join an issue after the grid has loaded, because
/// most grids wake, count and sleep without telling anybody anything.
/// </summary>
internal sealed class GridOutbox(string stream, SiloContext silo)
{
    private (GridState State, MessagePositions Sent)? known;
    private (GridState State, Task Done)? reading;

    /// <summary>Null where it was not read for this load.</summary>
    public MessagePositions? Of(GridState state) => known is { } held && held.State == state ? held.Sent : null;

    public Task? Missing(GridState state)
    {
        if (Of(state) is not null) return null;
        if (reading is { } other && other.State == state) return other.Done;
        var done = Read(state);
        if (!done.IsCompleted) reading = (state, done);
        return done;
    }

    private async Task Read(GridState state)
    {
        try
        {
            var sent = new MessagePositions();
            foreach (var position in await silo.ReadModel.Query(OutboxPosition.Of(stream), CancellationToken.None)) sent.Advance(position.Target, position.Seq);
            known = (state, sent);
        }
        finally
        {
            if (reading?.State == state) reading = null; // were it kept, a failed read would fail whoever comes
        }
    }
}
